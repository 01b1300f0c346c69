import { z } from 'zod';

/** Which mail a delivery is. */
export const mailKind = z.enum([
  'confirmed',
  'waitlisted',
  'promoted',
  'removed',
  'changed',
  'cancelled',
  'reminder',
  'organizer-wrote',
  'verify-address',
  'reset-password',
  'address-reused',
  'new-sign-in',
  'staff-invitation',
]);
export type MailKind = z.infer<typeof mailKind>;

/** The topics of the API's MailTopic. */
export type MailTopic = 'JOINS' | 'REMINDERS' | 'ORGANIZERS';

const topics: Partial<Record<string, MailTopic>> = {
  confirmed: 'JOINS',
  waitlisted: 'JOINS',
  promoted: 'JOINS',
  removed: 'JOINS',
  changed: 'JOINS',
  reminder: 'REMINDERS',
  'organizer-wrote': 'ORGANIZERS',
} satisfies Partial<Record<MailKind, MailTopic>>;

/** By which topic people say that they don't want a mail; null for one that is always sent. */
export function topicOf(kind: string): MailTopic | null {
  return topics[kind] ?? null;
}
