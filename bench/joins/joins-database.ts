import { checkRules } from '@cityevents/cli/fsck/check-rules';
import { type Databases, openReadOnly } from '@cityevents/cli/fsck/databases';
import { formatResults } from '@cityevents/cli/fsck/report';
import { always } from '@cityevents/cli/fsck/rule';
import { seatRules } from '@cityevents/cli/fsck/rules/seat-rules';
import { databaseNames } from '@cityevents/prisma/databases';
import {
  createTemporaryDatabase,
  onServer,
  type TemporaryDatabase,
} from '@cityevents/prisma/engine/temporary-database';
import { migrate } from '@cityevents/prisma/migrate';

/** The id of the event with this number, the same as in one-lock-a-join.sql. */
export function eventIdOf(number: number): string {
  return `01930000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export interface EventsToMake {
  /** Numbers of the first and the last. */
  first: number;
  last: number;
  capacity: number;
  /** How many people have a seat at each already, all told of long ago. */
  joinsEach?: number;
}

/** People who join several events: so many different ones are behind the joins that are there before. */
const earlierPeople = 200_000;

/** Joins databases of the benchmarks, on one server: empty and migrated, or filled. */
export class JoinsDatabases {
  readonly #serverUrl: string;
  readonly #template: string;

  private constructor(serverUrl: string, template: string) {
    this.#serverUrl = serverUrl;
    this.#template = template;
  }

  static async on(serverUrl: string): Promise<JoinsDatabases> {
    const { url } = await createTemporaryDatabase(serverUrl, 'bench_template');
    await migrate('joins', url);
    return new JoinsDatabases(serverUrl, nameOf(url));
  }

  /** A database of one's own: migrated and empty, or a copy of one to which nobody is connected. */
  create(copied?: TemporaryDatabase): Promise<TemporaryDatabase> {
    return createTemporaryDatabase(this.#serverUrl, 'bench_joins', copied ? nameOf(copied.url) : this.#template);
  }
}

/** Opens events for joining, and fills them. */
export async function makeEvents(
  databaseUrl: string,
  { first, last, capacity, joinsEach = 0 }: EventsToMake,
): Promise<void> {
  const id = `('01930000-0000-7000-8000-' || lpad(number::text, 12, '0'))::uuid`;
  await onServer(databaseUrl, async (client) => {
    await client.query(
      `INSERT INTO event_capacity (event_id, organizer_id, capacity, taken, sequence, starts_at, ends_at, event_sequence)
       SELECT ${id}, gen_random_uuid(), $3, $4::int, $4::int, now() + interval '30 days', now() + interval '31 days', 1
       FROM generate_series($1::int, $2::int) AS number`,
      [first, last, capacity, joinsEach],
    );
    if (joinsEach === 0) return;
    await client.query(
      `INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at)
       SELECT gen_random_uuid(), ${id}, ('01920000-0000-7000-8000-' || lpad(((number::bigint * $3::int + line) % $4::int)::text, 12, '0'))::uuid,
         'CONFIRMED', line, now() - interval '1 day', now() - interval '1 day'
       FROM generate_series($1::int, $2::int) AS number, generate_series(1, $3::int) AS line`,
      [first, last, joinsEach, earlierPeople],
    );
    await client.query('VACUUM ANALYZE joins, event_capacity');
  });
}

/** Every fact in the outbox tells of one join, since nothing publishes and deletes it here. */
const everyJoinIsTold = always(
  'joins',
  'every join is told',
  'An event’s facts are numbered without a gap up to its sequence, one for each join since the beginning.',
  `SELECT format('event %s: sequence %s, %s joins of which %s before, %s facts from %s to %s, %s of them of a join',
     event_id, sequence, joins, earlier, facts, first, last, right_facts) AS violation
   FROM event_capacity
   LEFT JOIN (
     SELECT event_id, count(*) AS joins, count(*) FILTER (WHERE created_at < now() - interval '12 hours') AS earlier
     FROM joins GROUP BY event_id) AS joined USING (event_id)
   LEFT JOIN (
     SELECT aggregate_id AS event_id, count(*) AS facts, min(sequence) AS first, max(sequence) AS last,
       count(joins.id) AS right_facts
     FROM outbox LEFT JOIN joins ON joins.event_id = aggregate_id AND joins.line_number = sequence
       AND joins.user_id = (payload ->> 'userId')::uuid AND joins.id = (payload ->> 'joinId')::uuid
     GROUP BY aggregate_id) AS told USING (event_id)
   WHERE sequence <> coalesce(joins, 0)
     OR sequence <> coalesce(earlier, 0) + coalesce(facts, 0)
     OR facts <> right_facts
     OR last <> sequence OR first <> coalesce(earlier, 0) + 1`,
);

/**
 * The check of invariants for a joins database that stands alone.
 *
 * @throws Error with what is broken.
 */
export async function checkJoinsDatabase(databaseUrl: string): Promise<void> {
  const pool = openReadOnly(databaseUrl);
  try {
    // The rules here look at joins only.
    const databases = Object.fromEntries(databaseNames.map((name) => [name, pool])) as Databases;
    const results = await checkRules(databases, [...seatRules, everyJoinIsTold], { quietMs: 0, longestMs: 0 });
    if (results.some(({ violations }) => violations.length > 0)) {
      throw new Error(`What was written breaks rules:\n${formatResults(results)}`);
    }
  } finally {
    await pool.end();
  }
}

/** Writes dirty pages now, so that nobody has to while the next one is measured. */
export async function checkpoint(serverUrl: string): Promise<void> {
  await onServer(serverUrl, (client) => client.query('CHECKPOINT'));
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}
