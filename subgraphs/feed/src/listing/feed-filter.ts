import { badArgument } from '@cityevents/connections/bad-argument';
import { Prisma } from '@cityevents/prisma/feed';
import { noMoment } from '@cityevents/service/date-time';
import { z } from 'zod';
import { cityKey } from '../city-key.ts';

/** What a reader narrows the feed by; null and left out are the same. */
export type FeedFilter = {
  city?: string | null;
  tags?: string[] | null;
  startsAfter?: Date | null;
  startsBefore?: Date | null;
  online?: boolean | null;
  hasSeats?: boolean | null;
};

// PostgreSQL's text has no NUL; no event has one either.
const text = z
  .string()
  .max(120)
  .regex(/^[^\0]*$/, 'must not contain NUL');
const moment = z.date({ error: ({ input }) => noMoment('time', input).replace(/\.$/, '') }).nullish();
const limits = z.object({
  city: text.nullish(),
  tags: z.array(text).max(20).nullish(),
  startsAfter: moment,
  startsBefore: moment,
});

/**
 * The filter as one SQL condition on feed_listings `l`, but for hasSeats, which doesn't stand still while somebody reads:
 * seatsSql. An empty list of tags doesn't narrow.
 *
 * @throws GraphQLError BAD_USER_INPUT when a city or the tags are longer than any event's, or a time is none.
 */
export function filterSql(filter: FeedFilter): Prisma.Sql {
  const checked = limits.safeParse(filter);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw badArgument(`filter.${issue?.path.join('.')}`, `${issue?.message}.`);
  }
  const { city, tags, startsAfter, startsBefore, online } = filter;
  return Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...(city == null ? [] : [Prisma.sql`l.city_key = ${cityKey(city)}`]),
      ...(tags == null || tags.length === 0 ? [] : [Prisma.sql`l.tags && ${tags.map(tagKey)}::text[]`]),
      ...(startsAfter == null ? [] : [Prisma.sql`l.starts_at >= ${timestamp(startsAfter)}::timestamptz`]),
      ...(startsBefore == null ? [] : [Prisma.sql`l.starts_at < ${timestamp(startsBefore)}::timestamptz`]),
      ...(online == null ? [] : [Prisma.sql`l.online = ${online}`]),
    ],
    ' AND ',
  );
}

/** hasSeats as a condition on feed_listings `l`, as the seats are now. */
export function seatsSql({ hasSeats }: FeedFilter): Prisma.Sql {
  return hasSeats == null ? Prisma.sql`TRUE` : Prisma.sql`${HAS_SEATS} = ${hasSeats}`;
}

/** No capacity is no limit; no row yet means that nobody has joined. */
export const HAS_SEATS = Prisma.sql`coalesce(
  (SELECT s.capacity IS NULL OR s.taken < s.capacity FROM feed_seats s WHERE s.event_id = l.event_id), TRUE)`;

/** Events' tags are in lower case. */
const tagKey = (tag: string) => tag.trim().toLowerCase();

/** As PostgreSQL reads it: years beyond four digits (an offset can get there) lie beyond every event. */
function timestamp(date: Date): string {
  const year = date.getUTCFullYear();
  if (year < 1) return '-infinity';
  return year > 9999 ? 'infinity' : date.toISOString();
}
