import { z } from 'zod';
import type { ClaimedDelivery } from './deliveries.ts';
import { addressReused } from './mails/address-reused.ts';
import { confirmed } from './mails/confirmed.ts';
import type { MailFacts } from './mails/event-mail.ts';
import type { Mail } from './mails/layout.ts';
import { newSignIn } from './mails/new-sign-in.ts';
import { promoted } from './mails/promoted.ts';
import { removed } from './mails/removed.ts';
import { resetPassword } from './mails/reset-password.ts';
import { verifyAddress } from './mails/verify-address.ts';
import { waitlisted } from './mails/waitlisted.ts';

/** Mails about a seat or a place in line, which people may do without. */
export const joinMailKind = z.enum(['confirmed', 'waitlisted', 'promoted', 'removed']);
const accountMailKind = z.enum(['verify-address', 'reset-password', 'address-reused', 'new-sign-in']);
const mailKind = z.enum([...joinMailKind.options, ...accountMailKind.options]);
/** Which mail a delivery is. */
export type MailKind = z.infer<typeof mailKind>;

const waitlistedDetails = z.object({ position: z.number().int().positive() });
const linkDetails = z.object({ token: z.string() });
const signInDetails = z.object({ device: z.string(), country: z.string().nullable(), signedInAt: z.coerce.date() });

/** Subject, text and HTML of a delivery. */
export function composeMail(delivery: ClaimedDelivery, publicUrl: string): Mail {
  const kind = mailKind.parse(delivery.kind);
  switch (kind) {
    case 'confirmed':
      return confirmed(eventFacts(delivery, publicUrl));
    case 'waitlisted':
      return waitlisted(eventFacts(delivery, publicUrl), waitlistedDetails.parse(delivery.details).position);
    case 'promoted':
      return promoted(eventFacts(delivery, publicUrl));
    case 'removed':
      return removed(eventFacts(delivery, publicUrl));
    // A token stands behind the #: no server's log gets to see it, and no site that is linked to from the page.
    case 'verify-address':
      return verifyAddress(`${publicUrl}/verify-email#token=${linkDetails.parse(delivery.details).token}`);
    case 'reset-password':
      return resetPassword(`${publicUrl}/reset-password#token=${linkDetails.parse(delivery.details).token}`);
    case 'address-reused':
      return addressReused(`${publicUrl}/sign-in`, `${publicUrl}/forgot-password`);
    case 'new-sign-in':
      return newSignIn(signInDetails.parse(delivery.details), `${publicUrl}/forgot-password`);
  }
}

function eventFacts({ event, to }: ClaimedDelivery, publicUrl: string): MailFacts {
  if (!event) throw new Error('a mail about an event needs one');
  return { event, name: to.name, link: `${publicUrl}/events/${event.id}` };
}
