import type { DatabaseName } from '@cityevents/prisma/databases';
import { alwaysIn, type Rule } from '../rule.ts';

/** Who writes an outbox, and where it counts the facts of each of its aggregates. */
export const outboxes: { database: DatabaseName; aggregates: string }[] = [
  { database: 'auth', aggregates: 'SELECT id, sequence FROM people' },
  { database: 'events', aggregates: 'SELECT id, sequence FROM events UNION ALL SELECT id, sequence FROM event_staff' },
  { database: 'joins', aggregates: 'SELECT event_id AS id, sequence FROM event_capacity' },
];

/** What every owner promises about the messages it tells. */
export const outboxRules: Rule[] = [
  alwaysIn(
    outboxes.map(({ database }) => [
      database,
      `SELECT format('%s of %s, sequence %s: %s', routing_key, aggregate_id, sequence, last_error) AS violation
       FROM outbox WHERE parked_at IS NOT NULL`,
    ]),
    'nothing parked',
    'No message was given up on.',
  ),
  alwaysIn(
    outboxes.map(({ database, aggregates }) => [
      database,
      `SELECT format('%s of %s, sequence %s: %s', routing_key, aggregate_id, outbox.sequence,
         coalesce('it is at ' || aggregate.sequence, 'there is no such thing')) AS violation
       FROM outbox LEFT JOIN (${aggregates}) AS aggregate ON aggregate.id = outbox.aggregate_id
       WHERE aggregate.id IS NULL OR outbox.sequence > aggregate.sequence`,
    ]),
    'messages of what happened',
    'No message is ahead of what it tells of.',
  ),
];
