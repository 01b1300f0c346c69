import type { Databases } from '@cityevents/cli/fsck/databases';
import { seatRules } from '@cityevents/cli/fsck/rules/seat-rules';
import { joinMessage } from '@cityevents/messages/join';
import { organizerActed } from '@cityevents/messages/organizer';
import type pg from 'pg';
import { z } from 'zod';
import type { Accounts } from './accounts.ts';
import { type Fact, replay, type StoredEvent, type StoredJoin } from './replay.ts';

/**
 * Everything that must hold in join_db once no process works on it: the rules of fsck about seats, the facts in the
 * outbox (no relay runs here, so all of them are there), and what people were told.
 */
export async function findViolations(pool: pg.Pool, accounts: Accounts): Promise<string[]> {
  // The rules about seats read this one database.
  const databases = { joins: pool } as unknown as Databases;
  const found = await Promise.all(seatRules.map((rule) => rule.findViolations(databases)));
  const violations = found.flatMap((texts, i) => texts.map((text) => `${seatRules[i]!.name}: ${text}`));
  const { rows } = await pool.query<{ id: string }>('SELECT event_id AS id FROM event_capacity ORDER BY event_id');
  // One after another: a long run's facts are many.
  for (const { id } of rows) {
    const stored = await readEvent(pool, id);
    const facts = await readFacts(pool, id);
    violations.push(...replay(stored, facts), ...accounts.findBroken(stored, facts));
  }
  return violations;
}

async function readEvent(pool: pg.Pool, eventId: string): Promise<StoredEvent> {
  const [capacity, joins] = await Promise.all([
    pool.query<Omit<StoredEvent, 'joins'>>(
      `SELECT event_id AS "eventId", capacity, taken, waitlisted, sequence::int
       FROM event_capacity WHERE event_id = $1`,
      [eventId],
    ),
    pool.query<StoredJoin>(
      `SELECT id AS "joinId", user_id AS "userId", status, line_number::int AS "lineNumber"
       FROM joins WHERE event_id = $1`,
      [eventId],
    ),
  ]);
  return { ...capacity.rows[0]!, joins: joins.rows };
}

const anyFact = z.discriminatedUnion('type', [...joinMessage.options, organizerActed]);

/** The event's facts in their order, as the relay would publish them. */
async function readFacts(pool: pg.Pool, eventId: string): Promise<Fact[]> {
  const { rows } = await pool.query(
    `SELECT id, routing_key AS type, aggregate_id AS "aggregateId", sequence::int,
            to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "occurredAt", payload AS data
     FROM outbox WHERE aggregate_id = $1 ORDER BY sequence`,
    [eventId],
  );
  return rows.map((row) => anyFact.parse({ owner: 'joins', ...row }));
}
