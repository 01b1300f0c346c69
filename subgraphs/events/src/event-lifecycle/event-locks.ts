import type { Event, EventsTransaction } from '@cityevents/prisma/events';
import { readId } from '../event-input/event-id.ts';
import { type StaffedEvent, withStaff } from './staffed-event.ts';

/**
 * Every lock of event_db is taken in this file, in this order:
 *
 *   1. the organizer's imports, by imports alone;
 *   2. rows of events, sorted by id. Rows of event_staff are written under that of their event.
 *
 * Whoever changes one event holds its row and nothing else, an import holds its rows in one fixed order, and so no two
 * transactions wait for each other in a circle. The row's lock is also what makes `sequence` gapless and in the order of
 * commits: read and raise it only while holding it.
 */

/** Locks the event and reads it as it is then, with its staff. Null when there is none, whatever the id looks like. */
export async function lockEventTx(tx: EventsTransaction, eventId: string): Promise<StaffedEvent | null> {
  const id = readId(eventId);
  if (id === null) return null;
  await tx.$queryRaw`SELECT FROM events WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.event.findUnique({ where: { id }, include: withStaff });
}

/**
 * Locks a draft that is due to be published, and reads it as it is then. Null when somebody else has it in hand, or it isn't
 * due (any more).
 */
export async function lockDueDraftTx(tx: EventsTransaction, id: string, now: Date): Promise<StaffedEvent | null> {
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT FROM events
    WHERE id = ${id}::uuid AND publish_at <= ${now.toISOString()}::timestamptz AND publish_refusal IS NULL
    FOR UPDATE SKIP LOCKED`;
  return locked.length === 0 ? null : tx.event.findUnique({ where: { id }, include: withStaff });
}

/** Locks the next events by id that were ever published, and reads them as they are then. */
export async function lockNextPublishedTx(
  tx: EventsTransaction,
  afterId: string,
  limit: number,
): Promise<StaffedEvent[]> {
  const locked = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM events WHERE id > ${afterId}::uuid AND published_at IS NOT NULL ORDER BY id LIMIT ${limit} FOR UPDATE`;
  const ids = locked.map(({ id }) => id);
  return tx.event.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' }, include: withStaff });
}

/**
 * Lets one import an organizer through at a time, until the transaction ends. An import makes rows that aren't there to
 * be locked yet: two that saw the same gap would both fill it, and one would fail on the unique key.
 */
export async function lockImportsTx(tx: EventsTransaction, organizerId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`imports of ${organizerId}`}, 0))`;
}

/** Locks the organizer's events of these external ids and reads them as they are then, by external id. */
export async function lockImportedTx(
  tx: EventsTransaction,
  organizerId: string,
  externalIds: string[],
): Promise<Map<string, Event>> {
  await tx.$queryRaw`
    SELECT FROM events WHERE organizer_id = ${organizerId}::uuid AND external_id = ANY(${externalIds})
    ORDER BY id FOR UPDATE`;
  return findImportedTx(tx, organizerId, externalIds);
}

/** The same without a lock, for reading only. */
export async function findImportedTx(
  tx: EventsTransaction,
  organizerId: string,
  externalIds: string[],
): Promise<Map<string, Event>> {
  const events = await tx.event.findMany({ where: { organizerId, externalId: { in: externalIds } } });
  return new Map(events.map((event) => [event.externalId!, event]));
}
