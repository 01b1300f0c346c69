import type { EventMessage } from '@cityevents/messages/event';
import type { NotificationsTransaction, MailEvent as StoredEvent } from '@cityevents/prisma/notifications';
import { eventChanges } from './event-changes.ts';

/**
 * Whatever is told of a person's own join comes before news of the event: the mail that says "you're in" first. Higher than
 * any number a fact gets.
 */
const AFTER_ALL_FACTS = 2n ** 62n;

/** The events as they are known so far, locked, so that what changes is told once. */
export function knownEventsTx(tx: NotificationsTransaction, messages: EventMessage[]): Promise<StoredEvent[]> {
  const ids = messages.map(({ data }) => data.eventId);
  if (ids.length === 0) return Promise.resolve([]);
  return tx.$queryRaw<StoredEvent[]>`
    SELECT event_id AS "eventId", title, starts_at AS "startsAt", ends_at AS "endsAt", timezone, city, country, venue,
           online, url, state, sequence
    FROM mail_events WHERE event_id = ANY (${ids}::uuid[]) ORDER BY event_id FOR UPDATE`;
}

/**
 * Asks for mails to who has a seat, or waits for one, at events that have another time, place or title than `known`. Called
 * when the events are as they are now. The mails are in the trace of what is newest of the event.
 */
export async function tellOfChangesTx(tx: NotificationsTransaction, known: StoredEvent[]): Promise<void> {
  if (known.length === 0) return;
  const events = await tx.mailEvent.findMany({ where: { eventId: { in: known.map(({ eventId }) => eventId) } } });
  const now = new Map(events.map((event) => [event.eventId, event]));
  const news = known.flatMap((before) => {
    const after = now.get(before.eventId);
    if (!after || after.state === 'CANCELLED') return [];
    const what = eventChanges(before, after);
    return what.length === 0
      ? []
      : [{ event_id: after.eventId, version: String(after.sequence), what, before, traceparent: after.traceparent }];
  });
  if (news.length === 0) return;
  const rows = JSON.stringify(news, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  await tx.$executeRaw`
    INSERT INTO deliveries (id, kind, user_id, event_id, sequence, details, traceparent)
    SELECT md5(concat_ws(' ', 'changed', n.event_id, n.version, a.user_id))::uuid, 'changed', a.user_id, n.event_id,
           ${AFTER_ALL_FACTS}, jsonb_build_object('what', n.what, 'before', n.before, 'standing', a.standing), n.traceparent
    FROM jsonb_to_recordset(${rows}::jsonb)
        AS n (event_id uuid, version text, what jsonb, before jsonb, traceparent text)
      JOIN attendances a ON a.event_id = n.event_id AND a.standing <> 'GONE'
    ON CONFLICT (id) DO NOTHING`;
}

/**
 * Asks for a mail to who has a seat, or waits for one, at those of these events that are called off. Called after
 * news of an event and after news of joins: whichever comes last finds both. That an event had been called off before it was
 * known here at all is no news, nor is that an event is called off which would be over: of such the rows that keep a mail from
 * being sent twice are deleted some day.
 */
export async function tellOfCancellationsTx(tx: NotificationsTransaction, eventIds: string[]): Promise<void> {
  if (eventIds.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO deliveries (id, kind, user_id, event_id, sequence, details, traceparent)
    SELECT md5(concat_ws(' ', 'cancelled', a.event_id, a.user_id))::uuid, 'cancelled', a.user_id, a.event_id,
           ${AFTER_ALL_FACTS}, jsonb_build_object('standing', a.standing), e.traceparent
    FROM attendances a JOIN mail_events e ON e.event_id = a.event_id AND e.state = 'CANCELLED' AND e.cancellation_is_news
      AND e.ends_at > now()
    WHERE a.event_id = ANY (${[...new Set(eventIds)]}::uuid[]) AND a.standing <> 'GONE'
    ON CONFLICT (id) DO NOTHING`;
}
