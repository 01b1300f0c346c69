import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { bucketStarts, fillBuckets, type TimeUnit } from '@cityevents/service/time-buckets';

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

/** Which event, and when it is over. */
type Counted = { eventId: string; endsAt: Date; timezone: string };

const NOTHING = { joined: 0, waitlisted: 0, cancelled: 0, checkedIn: 0 };

/**
 * Counts what happened at an event, by the days or hours of its zone. Each person counts once, by their last join.
 *
 * @param unit null: by hours as long as there are few enough, else by days.
 */
export async function eventStats(
  database: JoinsDatabase,
  { eventId, endsAt, timezone }: Counted,
  unit: TimeUnit | null,
  now: Date,
): Promise<EventStats> {
  const { first, ...total } = await countAll(database, eventId);
  const to = new Date(Math.min(now.getTime(), endsAt.getTime() + DAY_MS));
  const days = (to.getTime() - (first ?? to).getTime()) / DAY_MS;
  const by = unit ?? (days <= MOST_DAYS.HOUR ? 'HOUR' : 'DAY');
  const earliest = new Date(to.getTime() - MOST_DAYS[by] * DAY_MS);
  const starts = bucketStarts(first && first > earliest ? first : earliest, to, by, timezone);
  const from = starts[0] ?? to;
  const counted = await countOverTime(database, eventId, { from, to, by, timezone });
  return { id: eventId, from, to, unit: by, timezone, ...total, points: fillBuckets(starts, counted, NOTHING) };
}

async function countAll(database: JoinsDatabase, eventId: string) {
  const [row] = await database.$queryRaw<[Omit<StatsPoint, 'at'> & { first: Date | null }]>`
    SELECT
      min(created_at) AS first,
      count(*)::int AS joined,
      count(*) FILTER (WHERE status = 'WAITLISTED')::int AS waitlisted,
      count(*) FILTER (WHERE status = 'CANCELLED')::int AS cancelled,
      count(*) FILTER (WHERE status = 'CHECKED_IN')::int AS "checkedIn"
    FROM joins WHERE event_id = ${eventId}::uuid`;
  return row;
}

/** Only hours and days in which something happened. */
function countOverTime(
  database: JoinsDatabase,
  eventId: string,
  { from, to, by, timezone }: { from: Date; to: Date; by: TimeUnit; timezone: string },
): Promise<StatsPoint[]> {
  // Each kind by itself: of the three moments a join may have, most have the first alone.
  return database.$queryRaw<StatsPoint[]>`
    WITH happened AS (
      SELECT date_trunc(${by}, created_at, ${timezone}) AS at, count(*) AS joined,
        count(*) FILTER (WHERE status = 'WAITLISTED') AS waitlisted, 0 AS cancelled, 0 AS checked_in
      FROM joins WHERE event_id = ${eventId}::uuid GROUP BY 1
      UNION ALL
      SELECT date_trunc(${by}, updated_at, ${timezone}), 0, 0, count(*), 0
      FROM joins WHERE event_id = ${eventId}::uuid AND status = 'CANCELLED' GROUP BY 1
      UNION ALL
      SELECT date_trunc(${by}, checked_in_at, ${timezone}), 0, 0, 0, count(*)
      FROM joins WHERE event_id = ${eventId}::uuid AND status = 'CHECKED_IN' GROUP BY 1
    )
    SELECT at, sum(joined)::int AS joined, sum(waitlisted)::int AS waitlisted, sum(cancelled)::int AS cancelled,
      sum(checked_in)::int AS "checkedIn"
    FROM happened WHERE at BETWEEN ${from.toISOString()}::timestamptz AND ${to.toISOString()}::timestamptz
    GROUP BY at`;
}
