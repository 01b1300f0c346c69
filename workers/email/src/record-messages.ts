import type { AccountMessage } from '@cityevents/messages/account';
import type { AttendeesMessaged } from '@cityevents/messages/attendees';
import type { EventMessage } from '@cityevents/messages/event';
import type { Message } from '@cityevents/messages/message';
import type { PersonChanged } from '@cityevents/messages/person';
import type { StaffInvited } from '@cityevents/messages/staff';
import { claimAllTx } from '@cityevents/messaging/inbox';
import type { NotificationsTransaction } from '@cityevents/prisma/notifications';
import type { StandingTold } from './attendances.ts';
import {
  anonymizeDeliveriesTx,
  dropMailsToDeletedTx,
  forgetRecipientsTx,
  type JoinAnonymized,
  type PersonDeleted,
} from './forget-people.ts';
import { keepAttendancesAndLettersTx } from './letters.ts';
import type { MailKind } from './mail-kinds.ts';
import { REMINDED_HOURS_BEFORE } from './reminders.ts';
import { knownEventsTx, tellOfCancellationsTx, tellOfChangesTx } from './tell-attendees.ts';

/**
 * Writes down what messages tell: people and events, of which the newest facts are kept, and the mails they ask for.
 * What this inbox has seen before changes nothing.
 */
export async function recordMessagesTx(tx: NotificationsTransaction, messages: Message[]): Promise<void> {
  const fresh = await claimAllTx(tx, 'email', messages);
  const people: PersonChanged[] = [];
  const events: EventMessage[] = [];
  const deliveries: NewDelivery[] = [];
  const deleted: PersonDeleted[] = [];
  const anonymized: JoinAnonymized[] = [];
  const letters: AttendeesMessaged[] = [];
  for (const message of fresh) {
    switch (message.type) {
      case 'person.registered.v1':
      case 'person.updated.v1':
        people.push(message);
        break;
      case 'event.published.v1':
      case 'event.updated.v1':
      case 'event.cancelled.v1':
        events.push(message);
        break;
      case 'join.confirmed.v1':
        deliveries.push(newDelivery('confirmed', message, {}));
        break;
      case 'join.waitlisted.v1':
        deliveries.push(newDelivery('waitlisted', message, { position: message.data.position }));
        break;
      case 'join.promoted.v1':
        deliveries.push(newDelivery('promoted', message, {}));
        break;
      case 'join.cancelled.v1':
        // Who left knows it.
        if (message.data.reason === 'REMOVED') deliveries.push(newDelivery('removed', message, {}));
        break;
      case 'person.deleted.v1':
        deleted.push(message);
        break;
      case 'join.anonymized.v1':
        anonymized.push(message);
        break;
      case 'account.email-verification-requested.v1':
        deliveries.push(newAccountDelivery('verify-address', message, linkIn(message.data)));
        break;
      case 'account.password-reset-requested.v1':
        deliveries.push(newAccountDelivery('reset-password', message, linkIn(message.data)));
        break;
      case 'account.address-reused.v1':
        deliveries.push(newAccountDelivery('address-reused', message, {}));
        break;
      case 'account.new-sign-in.v1': {
        const { device, country, signedInAt } = message.data;
        deliveries.push(newAccountDelivery('new-sign-in', message, { device, country, signedInAt }));
        break;
      }
      case 'staff.invited.v1':
        deliveries.push(newInvitation(message));
        break;
      case 'attendees.messaged.v1':
        letters.push(message);
        break;
      case 'join.checked-in.v1':
      case 'join.check-in-undone.v1':
      case 'join.capacity-changed.v1':
      case 'join.snapshot.v1':
      case 'organizer.acted.v1':
        // Nobody is mailed about this.
        break;
      default:
        message satisfies never;
    }
  }
  const joins = fresh.filter(tellsStanding);
  const known = await knownEventsTx(tx, events);
  await keepNewestPeopleTx(tx, people);
  await keepNewestEventsTx(tx, events);
  await keepAttendancesAndLettersTx(tx, joins, letters);
  if (deliveries.length > 0) await tx.delivery.createMany({ data: deliveries, skipDuplicates: true });
  await tellOfChangesTx(tx, known);
  const eventIds = [...events, ...joins].map(({ data }) => data.eventId);
  await tellOfCancellationsTx(tx, eventIds);
  await forgetRecipientsTx(tx, deleted);
  await anonymizeDeliveriesTx(tx, anonymized);
  await dropMailsToDeletedTx(tx, [
    ...deliveries.map(({ userId }) => userId),
    ...deleted.map(({ data }) => data.userId),
  ]);
}

function tellsStanding(message: Message): message is StandingTold {
  return (
    message.owner === 'joins' && message.type !== 'join.capacity-changed.v1' && message.type !== 'attendees.messaged.v1'
  );
}

interface NewDelivery {
  id: string;
  kind: MailKind;
  userId: string;
  /** A mail about an account has an address, as an invitation has; one about an event the event. */
  eventId: string | null;
  address: string | null;
  sequence: number;
  details: Record<string, string | number | null>;
  traceparent: string | null;
}

function newDelivery(
  kind: MailKind,
  message: Pick<Message, 'id' | 'sequence' | 'traceparent'> & { data: { userId: string; eventId: string } },
  details: NewDelivery['details'],
): NewDelivery {
  const { userId, eventId } = message.data;
  const { id, sequence, traceparent = null } = message;
  return { id, kind, userId, eventId, address: null, sequence, details, traceparent };
}

function newAccountDelivery(
  kind: MailKind,
  { id, sequence, data, traceparent = null }: AccountMessage,
  details: NewDelivery['details'],
): NewDelivery {
  return { id, kind, userId: data.userId, eventId: null, address: data.email, sequence, details, traceparent };
}

/** To an address that may be nobody's here: the mail belongs to who asks for it, and speaks their language. */
function newInvitation({ id, sequence, data, traceparent = null }: StaffInvited): NewDelivery {
  const { invitedBy: userId, email: address, title, role } = data;
  const details = { ...linkIn(data), title, role };
  return { id, kind: 'staff-invitation', userId, eventId: null, address, sequence, details, traceparent };
}

const linkIn = ({ token, expiresAt }: { token: string; expiresAt: string }) => ({ token, expiresAt });

async function keepNewestPeopleTx(tx: NotificationsTransaction, messages: PersonChanged[]): Promise<void> {
  if (messages.length === 0) return;
  const people = newest(messages).map(({ data, sequence }) => ({
    user_id: data.userId,
    email: data.email,
    display_name: data.displayName,
    sequence,
    email_verified: data.emailVerified,
    muted_mails: data.mutedMails,
    locale: data.locale,
    unsubscribe_key: data.unsubscribeKey,
  }));
  // Sorted by key, here and below, so that two workers never wait for each other crosswise.
  await tx.$executeRaw`
    INSERT INTO recipients
      (user_id, email, display_name, sequence, email_verified, muted_mails, locale, unsubscribe_key)
    SELECT p.user_id, p.email, p.display_name, p.sequence, p.email_verified, p.muted_mails, p.locale, p.unsubscribe_key
    FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
      AS p (user_id uuid, email text, display_name text, sequence bigint, email_verified boolean, muted_mails text[],
            locale text, unsubscribe_key uuid)
    ORDER BY p.user_id
    ON CONFLICT (user_id) DO UPDATE
      SET email = excluded.email, display_name = excluded.display_name, sequence = excluded.sequence,
          email_verified = excluded.email_verified, muted_mails = excluded.muted_mails,
          locale = excluded.locale, unsubscribe_key = excluded.unsubscribe_key
      WHERE recipients.sequence < excluded.sequence`;
}

/**
 * Keeps what is newest of events. While one is hidden it stays as who comes knew it before: what its organizer makes of it
 * then is told when it is shown again, as any other change.
 */
async function keepNewestEventsTx(tx: NotificationsTransaction, messages: EventMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const published = new Set(messages.filter(({ data }) => data.state === 'PUBLISHED').map(({ data }) => data.eventId));
  const lastShown = new Map(
    newest(messages.filter(({ data }) => !data.hidden)).map(({ data }) => [data.eventId, data] as const),
  );
  const events = newest(messages).map(({ data, sequence, traceparent }) => {
    const { eventId, state, hidden } = data;
    const isNews = state === 'CANCELLED' && published.has(eventId);
    return { ...data, ...lastShown.get(eventId), state, hidden, sequence, traceparent, isNews };
  });
  await tx.$executeRaw`
    INSERT INTO mail_events AS known
      (event_id, title, starts_at, ends_at, timezone, city, country, venue, online, url, state, hidden, sequence, traceparent,
       cancellation_is_news, reminded_for)
    SELECT e."eventId", e.title, e."startsAt", e."endsAt", e.timezone, e.city, e.country, e.venue, e.online, e.url,
           e.state::event_state, e.hidden, e.sequence, e.traceparent, e."isNews",
           CASE WHEN e."startsAt" <= now() + make_interval(hours => ${REMINDED_HOURS_BEFORE}::int) THEN e."startsAt" END
    FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
      AS e ("eventId" uuid, title text, "startsAt" timestamptz, "endsAt" timestamptz, timezone text, city text,
            country text, venue text, online boolean, url text, state text, hidden boolean, sequence bigint,
            traceparent text, "isNews" boolean)
    ORDER BY e."eventId"
    ON CONFLICT (event_id) DO UPDATE
      SET (title, starts_at, ends_at, timezone, city, country, venue, online, url, reminded_for) = (
            SELECT told.title, told.starts_at, told.ends_at, told.timezone, told.city, told.country, told.venue, told.online,
                   told.url,
                   CASE WHEN told.starts_at <> known.starts_at THEN coalesce(told.reminded_for, known.reminded_for)
                     ELSE known.reminded_for END
            FROM (SELECT known.* WHERE excluded.hidden UNION ALL SELECT excluded.* WHERE NOT excluded.hidden) AS told),
          state = excluded.state, hidden = excluded.hidden, sequence = excluded.sequence, traceparent = excluded.traceparent,
          cancellation_is_news = excluded.state = 'CANCELLED'
            AND (known.state = 'PUBLISHED' OR known.cancellation_is_news OR excluded.cancellation_is_news)
      WHERE known.sequence < excluded.sequence`;
}

/** Of each aggregate the message with the highest sequence: one statement may touch a row only once. */
function newest<M extends { aggregateId: string; sequence: number }>(messages: M[]): M[] {
  const byAggregate = new Map<string, M>();
  for (const message of messages) {
    const known = byAggregate.get(message.aggregateId);
    if (!known || known.sequence < message.sequence) byAggregate.set(message.aggregateId, message);
  }
  return [...byAggregate.values()];
}
