import type pg from 'pg';
import type { Databases } from '../fsck/databases.ts';

/** How many things the feed knew of and their owner doesn't. */
export interface Strangers {
  people: number;
  events: string[];
  joins: number;
}

/**
 * Takes from the feed what no owner knows: it can't be told anew, so nothing else would ever mend it. Events are called off
 * first, so that readers are shown it like any other change; see forgetStrangers.
 *
 * The feed is read before its owner each time: what comes in between is unknown to neither.
 */
export async function removeStrangers({ auth, events, joins, feed }: Databases, writer: pg.Pool): Promise<Strangers> {
  const people = await difference(await idsOf(feed, 'SELECT user_id::text AS id FROM feed_people'), () =>
    idsOf(auth, 'SELECT id::text AS id FROM people WHERE deleted_at IS NULL'),
  );
  await writer.query('DELETE FROM feed_people WHERE user_id = ANY ($1::uuid[])', [people]);

  const unknown = await difference(
    await idsOf(feed, 'SELECT event_id::text AS id FROM feed_events UNION SELECT event_id::text FROM feed_seats'),
    () => idsOf(events, `SELECT id::text AS id FROM events WHERE published_at IS NOT NULL`),
  );
  await writer.query(`UPDATE feed_events SET state = 'CANCELLED', due_at = now() WHERE event_id = ANY ($1::uuid[])`, [
    unknown,
  ]);

  const each = (table: string) =>
    `SELECT event_id || ' ' || user_id AS id FROM ${table} WHERE event_id = ANY ($1::uuid[])`;
  const suspects = await moreInFeed(feed, joins);
  const strangers = await difference(await idsOf(feed, each('feed_joins'), [suspects]), () =>
    idsOf(joins, each('joins'), [suspects]),
  );
  await writer.query(
    `WITH gone AS (
       DELETE FROM feed_joins USING (SELECT split_part(id, ' ', 1)::uuid AS event, split_part(id, ' ', 2)::uuid AS person
         FROM unnest($1::text[]) AS id) AS stranger
       WHERE event_id = event AND user_id = person RETURNING event_id
     )
     UPDATE feed_events SET due_at = now() WHERE event_id IN (SELECT event_id FROM gone)`,
    [strangers],
  );
  return { people: people.length, events: unknown, joins: strangers.length };
}

/** Forgets called-off strangers, once nobody begins to read of them any more. */
export async function forgetStrangers(writer: pg.Pool, { events }: Strangers): Promise<void> {
  for (const table of ['feed_events', 'feed_seats', 'feed_joins']) {
    await writer.query(`DELETE FROM ${table} WHERE event_id = ANY ($1::uuid[])`, [events]);
  }
}

/** Events of which the feed knows more joins than there are; that it knows all there are is checked before. */
async function moreInFeed(feed: pg.Pool, joins: pg.Pool): Promise<string[]> {
  const counts = async (pool: pg.Pool, table: string) => {
    const sql = `SELECT event_id, count(*)::int AS count FROM ${table} GROUP BY event_id`;
    const { rows } = await pool.query<{ event_id: string; count: number }>(sql);
    return new Map(rows.map(({ event_id, count }) => [event_id, count]));
  };
  const known = await counts(feed, 'feed_joins');
  const made = await counts(joins, 'joins');
  return [...known].filter(([eventId, count]) => count > (made.get(eventId) ?? 0)).map(([eventId]) => eventId);
}

async function difference(known: string[], readOwner: () => Promise<string[]>): Promise<string[]> {
  const owned = new Set(await readOwner());
  return known.filter((id) => !owned.has(id));
}

async function idsOf(pool: pg.Pool, sql: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(sql, values);
  return rows.map(({ id }) => id);
}
