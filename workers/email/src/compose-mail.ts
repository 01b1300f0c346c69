import { staffRole } from '@cityevents/messages/event';
import { z } from 'zod';
import type { ClaimedDelivery } from './deliveries.ts';
import { mailKind, topicOf } from './mail-kinds.ts';
import { type CalendarEntry, calendarEntry } from './mails/calendar-entry.ts';
import { eventRows, rowsBefore } from './mails/event-facts.ts';
import { formatMoment } from './mails/event-time.ts';
import { type Mail, type MailContent, renderMail } from './mails/layout.ts';
import { type Language, languageFor } from './words/language.ts';
import type { MailText } from './words/words.ts';

const waitlistedDetails = z.object({ position: z.number().int().positive() });
const standing = z.enum(['CONFIRMED', 'WAITLISTED']);
const cancelledDetails = z.object({ standing });
const changed = z.enum(['title', 'time', 'place']);
/** What was asked for before there were several languages: what was said already, in English. */
const oldChangedDetails = z
  .object({ standing, changes: z.array(z.object({ what: changed, before: z.string() })) })
  .transform(({ standing, changes }) => ({
    standing,
    what: changes.map(({ what }) => what),
    rowsBefore: ({ words: { labels } }: Language) =>
      changes.map(({ what, before }) => [labels.before[what], before] as const),
  }));
const newChangedDetails = z
  .object({
    standing,
    what: z.array(changed),
    before: z.object({
      title: z.string(),
      startsAt: z.coerce.date(),
      endsAt: z.coerce.date(),
      timezone: z.string(),
      city: z.string().nullable(),
      country: z.string().nullable(),
      venue: z.string().nullable(),
      online: z.boolean(),
    }),
  })
  .transform(({ standing, what, before }) => ({
    standing,
    what,
    rowsBefore: (language: Language) => rowsBefore(before, what, language),
  }));
const changedDetails = z.union([newChangedDetails, oldChangedDetails]);
const linkDetails = z.object({ token: z.string() });
const invitationDetails = linkDetails.extend({ title: z.string(), role: staffRole });
const signInDetails = z.object({ device: z.string(), country: z.string().nullable(), signedInAt: z.coerce.date() });

/** Where mails lead, and whom calendars answer to. */
export type Sender = { publicUrl: string; address: string };

/** A mail as the mailer takes it: with its calendar part, and the way to get no more of its kind, where it has them. */
export type ComposedMail = Mail & {
  icalEvent?: CalendarEntry & { filename: string };
  headers?: Record<string, string>;
};

/** Subject, text and HTML of a delivery in its reader's language, and what it does to their calendar. */
export function composeMail(delivery: ClaimedDelivery, sender: Sender): ComposedMail {
  const language = languageFor(delivery.locale);
  const entry = composeCalendarEntry(delivery, sender, language);
  const unsubscribeLink = unsubscribeLinkOf(delivery, sender.publicUrl);
  const mail = renderMail({
    ...composeWords(delivery, sender.publicUrl, language),
    locale: language.locale,
    greeting: language.words.greeting(delivery.event ? delivery.to.name : null),
    unsubscribe: unsubscribeLink ? { label: language.words.unsubscribe, link: unsubscribeLink } : undefined,
  });
  return {
    ...mail,
    ...(entry && { icalEvent: { ...entry, filename: 'event.ics' } }),
    // RFC 8058: mail programs have a button of their own for it.
    ...(unsubscribeLink && {
      headers: { 'List-Unsubscribe': `<${unsubscribeLink}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    }),
  };
}

type Words = Omit<MailContent, 'locale' | 'greeting' | 'unsubscribe'>;

function composeWords(delivery: ClaimedDelivery, publicUrl: string, language: Language): Words {
  const { words } = language;
  const { details } = delivery;
  const kind = mailKind.parse(delivery.kind);
  switch (kind) {
    case 'confirmed':
    case 'promoted':
    case 'reminder': {
      const text = aboutEvent(delivery, publicUrl, language, words[kind]);
      const ticket = `${publicUrl}/tickets/${delivery.event?.id}`;
      return { ...text, action: { ...text.action, link: ticket }, more: { ...text.action, label: words.viewEvent } };
    }
    case 'removed':
    case 'cancelled':
      return aboutEvent(delivery, publicUrl, language, words[kind]);
    case 'waitlisted': {
      const { position } = waitlistedDetails.parse(details);
      return aboutEvent(delivery, publicUrl, language, (title) => words.waitlisted(title, position));
    }
    case 'changed': {
      const { what, rowsBefore } = changedDetails.parse(details);
      const text = aboutEvent(delivery, publicUrl, language, (title) => words.changed(title, what));
      return { ...text, facts: { ...text.facts, rows: [...text.facts.rows, ...rowsBefore(language)] } };
    }
    case 'organizer-wrote': {
      if (!delivery.letter) throw new Error('what the organizer wrote is missing');
      const { subject, body } = delivery.letter;
      const text = aboutEvent(delivery, publicUrl, language, (title) => words.organizerWrote(title, subject));
      return { ...text, quote: `${subject}\n\n${body}` };
    }
    // A token stands behind the #: no server's log gets to see it, and no site that is linked to from the page.
    case 'verify-address':
      return linked(words.verifyAddress, `${publicUrl}/verify-email#token=${linkDetails.parse(details).token}`);
    case 'reset-password':
      return linked(words.resetPassword, `${publicUrl}/reset-password#token=${linkDetails.parse(details).token}`);
    case 'staff-invitation': {
      const { token, title, role } = invitationDetails.parse(details);
      return linked(words.staffInvitation(title, role), `${publicUrl}/staff-invitation#token=${token}`);
    }
    case 'address-reused':
      return linked(words.addressReused(`${publicUrl}/forgot-password`), `${publicUrl}/sign-in`);
    case 'new-sign-in': {
      const { device, country, signedInAt } = signInDetails.parse(details);
      const { when, unknown, ...labels } = words.labels;
      const rows = [
        [when, formatMoment(signedInAt, language.locale)],
        [labels.device, device],
        [labels.country, country ?? unknown],
      ] as const;
      return { ...linked(words.newSignIn, `${publicUrl}/forgot-password`), facts: { rows } };
    }
  }
}

function linked({ action, ...text }: MailText, link: string) {
  return { ...text, action: { label: action, link } };
}

function aboutEvent(
  { event }: ClaimedDelivery,
  publicUrl: string,
  language: Language,
  textOf: (title: string) => MailText,
) {
  if (!event) throw new Error('a mail about an event needs one');
  const facts = { title: event.title, rows: eventRows(event, language) };
  return { ...linked(textOf(event.title), `${publicUrl}/events/${event.id}`), facts };
}

/** Where one says that one doesn't want such mails, without signing in; null for a mail that is always sent. */
function unsubscribeLinkOf({ kind, unsubscribeKey }: ClaimedDelivery, publicUrl: string): string | null {
  const topic = topicOf(kind);
  return topic && unsubscribeKey ? `${publicUrl}/unsubscribe?key=${unsubscribeKey}&mails=${topic}` : null;
}

/** Who has a seat has an entry, which follows the event and goes with the seat; who waits has none. Null: nothing to do. */
function composeCalendarEntry(
  { kind, details, event, to }: ClaimedDelivery,
  { publicUrl, address: organizer }: Sender,
  { words }: Language,
): CalendarEntry | null {
  const method = calendarMethod(kind, details);
  if (!method || !event) return null;
  const link = `${publicUrl}/events/${event.id}`;
  return calendarEntry(method, { event, link }, { attendee: to.address, organizer, words });
}

function calendarMethod(kind: string, details: unknown): CalendarEntry['method'] | null {
  if (kind === 'confirmed' || kind === 'promoted') return 'REQUEST';
  if (kind === 'removed') return 'CANCEL';
  if (kind === 'changed') return changedDetails.parse(details).standing === 'CONFIRMED' ? 'REQUEST' : null;
  if (kind === 'cancelled') return cancelledDetails.parse(details).standing === 'CONFIRMED' ? 'CANCEL' : null;
  return null;
}
