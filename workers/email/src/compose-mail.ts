import { z } from 'zod';
import type { ClaimedDelivery } from './deliveries.ts';
import { addressReused } from './mails/address-reused.ts';
import { type CalendarEntry, calendarEntry } from './mails/calendar-entry.ts';
import { cancelled } from './mails/cancelled.ts';
import { changed } from './mails/changed.ts';
import { confirmed } from './mails/confirmed.ts';
import type { MailFacts } from './mails/event-mail.ts';
import type { Mail } from './mails/layout.ts';
import { newSignIn } from './mails/new-sign-in.ts';
import { promoted } from './mails/promoted.ts';
import { removed } from './mails/removed.ts';
import { resetPassword } from './mails/reset-password.ts';
import { verifyAddress } from './mails/verify-address.ts';
import { waitlisted } from './mails/waitlisted.ts';

/** Mails about a seat or a place in line, which people may do without; not that the event is called off. */
export const joinMailKind = z.enum(['confirmed', 'waitlisted', 'promoted', 'removed', 'changed']);
const accountMailKind = z.enum(['verify-address', 'reset-password', 'address-reused', 'new-sign-in']);
const mailKind = z.enum([...joinMailKind.options, 'cancelled', ...accountMailKind.options]);
/** Which mail a delivery is. */
export type MailKind = z.infer<typeof mailKind>;

const waitlistedDetails = z.object({ position: z.number().int().positive() });
const standing = z.enum(['CONFIRMED', 'WAITLISTED']);
const cancelledDetails = z.object({ standing });
const changedDetails = z.object({
  standing,
  changes: z.array(z.object({ what: z.enum(['title', 'time', 'place']), before: z.string() })),
});
const linkDetails = z.object({ token: z.string() });
const signInDetails = z.object({ device: z.string(), country: z.string().nullable(), signedInAt: z.coerce.date() });

/** Where mails lead, and whom calendars answer to. */
export type Sender = { publicUrl: string; address: string };

/** A mail, with its calendar part where it has one, as the mailer takes it. */
export type ComposedMail = Mail & { icalEvent?: CalendarEntry & { filename: string } };

/** Subject, text and HTML of a delivery, and what it does to its reader's calendar. */
export function composeMail(delivery: ClaimedDelivery, sender: Sender): ComposedMail {
  const mail = composeWords(delivery, sender.publicUrl);
  const entry = composeCalendarEntry(delivery, sender);
  return entry ? { ...mail, icalEvent: { ...entry, filename: 'event.ics' } } : mail;
}

function composeWords(delivery: ClaimedDelivery, publicUrl: string): Mail {
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
    case 'changed':
      return changed(eventFacts(delivery, publicUrl), changedDetails.parse(delivery.details).changes);
    case 'cancelled':
      return cancelled(eventFacts(delivery, publicUrl));
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

/** Who has a seat has an entry, which follows the event and goes with the seat; who waits has none. Null: nothing to do. */
function composeCalendarEntry(
  { kind, details, event, to }: ClaimedDelivery,
  { publicUrl, address: organizer }: Sender,
): CalendarEntry | null {
  const method = calendarMethod(mailKind.parse(kind), details);
  if (!method || !event) return null;
  const link = `${publicUrl}/events/${event.id}`;
  return calendarEntry(method, { event, link }, { attendee: to.address, organizer });
}

function calendarMethod(kind: MailKind, details: unknown): CalendarEntry['method'] | null {
  if (kind === 'confirmed' || kind === 'promoted') return 'REQUEST';
  if (kind === 'removed') return 'CANCEL';
  if (kind === 'changed') return changedDetails.parse(details).standing === 'CONFIRMED' ? 'REQUEST' : null;
  if (kind === 'cancelled') return cancelledDetails.parse(details).standing === 'CONFIRMED' ? 'CANCEL' : null;
  return null;
}
