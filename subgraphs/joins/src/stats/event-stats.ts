import { type EventCapacity, type JoinsDatabase, Prisma } from '@cityevents/prisma/joins';
import { bucketStarts, fillBuckets, type TimeUnit } from '@cityevents/service/time-buckets';
import { everyStatus, readAttendees } from '../attendees/read-attendees.ts';

const DAY_MS = 86_400_000;
/** As far back as is counted: no more points than a chart can show. */
const MOST_DAYS = { HOUR: 14, DAY: 366 };

/** What happened at an event in an hour or a day, which begins at `at`. */
export type StatsPoint = {
  at: Date;
  /** People whose join is from then, whatever became of it. */
  joined: number;
  /** Those of them who wait for a seat by now. */
  waitlisted: number;
  /** People who gave their seat or place back then, or lost it. */
  cancelled: number;
  /** People who came then. */
  checkedIn: number;
};

/** An event's numbers: the whole of them, and over time. */
export type EventStats = Omit<StatsPoint, 'at'> & {
  id: string;
  from: Date;
  to: Date;
  unit: TimeUnit;
  timezone: string;
  points: StatsPoint[];
};

/** What is known of an event without counting: its seats are counted as they move. */
type Counted = Pick<
  EventCapacity,
  'eventId' | 'endsAt' | 'timezone' | 'taken' | 'checkedIn' | 'waitlisted' | 'cancelled'
>;

const NOTHING = { joined: 0, waitlisted: 0, cancelled: 0, checkedIn: 0 };

/**
 * Tells what happened at an event, by the days or hours of its zone. Each person counts once, by their last join.
 *
 * @param unit null: by hours as long as there are few enough, else by days.
 */
export async function eventStats(
  database: JoinsDatabase,
  { eventId, endsAt, timezone, taken, checkedIn, waitlisted, cancelled }: Counted,
  unit: TimeUnit | null,
  now: Date,
): Promise<EventStats> {
  const first = await firstJoin(database, eventId);
  const to = new Date(Math.min(now.getTime(), endsAt.getTime() + DAY_MS));
  const days = (to.getTime() - (first ?? to).getTime()) / DAY_MS;
  const by = unit ?? (days <= MOST_DAYS.HOUR ? 'HOUR' : 'DAY');
  const earliest = new Date(to.getTime() - MOST_DAYS[by] * DAY_MS);
  const starts = bucketStarts(first && first > earliest ? first : earliest, to, by, timezone);
  const from = starts[0] ?? to;
  const counted = await countOverTime(database, eventId, { from, to, by, timezone });
  const total = { joined: taken + waitlisted + cancelled, waitlisted, cancelled, checkedIn };
  return { id: eventId, from, to, unit: by, timezone, ...total, points: fillBuckets(starts, counted, NOTHING) };
}

/** When the first of those joined who did so last. Line numbers rise with time, and have an index. */
async function firstJoin(database: JoinsDatabase, eventId: string): Promise<Date | null> {
  const everybody = { eventId, status: everyStatus, search: null };
  const first = { where: Prisma.sql`TRUE`, orderBy: Prisma.sql`j.line_number`, take: 1 };
  const [join] = await readAttendees(database, everybody, first);
  return join?.createdAt ?? null;
}

/** Only hours and days in which something happened. */
function countOverTime(
  database: JoinsDatabase,
  eventId: string,
  { from, to, by, timezone }: { from: Date; to: Date; by: TimeUnit; timezone: string },
): Promise<StatsPoint[]> {
  // By quarters of an hour first, which is mere arithmetic: every zone's hours and days are made of them. The calendar is
  // asked of a few thousand quarters then, and not of a hundred thousand joins.
  const quarter = (column: Prisma.Sql) => Prisma.sql`date_bin('15 minutes', ${column}, '2000-01-01Z'::timestamptz)`;
  return database.$queryRaw<StatsPoint[]>`
    WITH happened AS (
      SELECT ${quarter(Prisma.sql`created_at`)} AS at, count(*) AS joined,
        count(*) FILTER (WHERE status = 'WAITLISTED') AS waitlisted, 0 AS cancelled, 0 AS checked_in
      FROM joins WHERE event_id = ${eventId}::uuid GROUP BY 1
      UNION ALL
      SELECT ${quarter(Prisma.sql`updated_at`)}, 0, 0, count(*), 0
      FROM joins WHERE event_id = ${eventId}::uuid AND status = 'CANCELLED' GROUP BY 1
      UNION ALL
      SELECT ${quarter(Prisma.sql`checked_in_at`)}, 0, 0, 0, count(*)
      FROM joins WHERE event_id = ${eventId}::uuid AND status = 'CHECKED_IN' GROUP BY 1
    )
    SELECT date_trunc(${by}, at, ${timezone}) AS at, sum(joined)::int AS joined, sum(waitlisted)::int AS waitlisted,
      sum(cancelled)::int AS cancelled, sum(checked_in)::int AS "checkedIn"
    FROM happened WHERE at BETWEEN ${from.toISOString()}::timestamptz AND ${to.toISOString()}::timestamptz
    GROUP BY 1`;
}
