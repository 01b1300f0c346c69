import { badArgument } from '@cityevents/connections/bad-argument';
import type { FeedDatabase } from '@cityevents/prisma/feed';
import { Prisma } from '@cityevents/prisma/feed';
import { GraphQLError } from 'graphql';

/** How long what has changed can still be read as it was. */
export const KEPT_MINUTES = 20;
/**
 * How old a moment may be to be read on from. A reader has 15 minutes from their first page, which may be a minute old itself;
 * and nothing is swept away under a statement that runs.
 */
const READABLE_MINUTES = 18;
const MINUTE = 60_000;

/** The moment as of which a reading that begins now reads. */
export async function presentMoment(database: FeedDatabase): Promise<Date> {
  const [row] = await database.$queryRaw<{ at: Date }[]>`SELECT at FROM feed_clock`;
  return row!.at;
}

/**
 * The moment as of which a page is read: that of its cursor, or the present one.
 *
 * @param cursor null at the beginning of a reading.
 * @param argumentName what the cursor was given as.
 * @throws GraphQLError CURSOR_EXPIRED, or BAD_USER_INPUT for a moment that no cursor of ours carries.
 */
export async function momentToRead(
  database: FeedDatabase,
  cursor: { asOf: Date } | null,
  argumentName: string,
  at: Date,
): Promise<Date> {
  if (cursor === null) return presentMoment(database);
  const age = at.getTime() - cursor.asOf.getTime();
  // Machines' clocks differ, and are set back at times: whether a moment is to come, the feed's own says.
  if (age < 0 && cursor.asOf > (await presentMoment(database))) {
    throw badArgument(argumentName, 'this is not a cursor of this list; pass one that an edge or pageInfo gave.');
  }
  if (age <= READABLE_MINUTES * MINUTE) return cursor.asOf;
  const message = `${argumentName}: this cursor is too old to read on from; begin again without it.`;
  throw new GraphQLError(message, { extensions: { code: 'CURSOR_EXPIRED', argumentName } });
}

/** Whether a version (of the table with this alias) is valid at a moment. */
export function validAt(alias: string, moment: Date): Prisma.Sql {
  const asOf = moment.toISOString();
  const table = Prisma.raw(alias);
  return Prisma.sql`${table}.valid_from <= ${asOf}::timestamptz AND ${table}.valid_until > ${asOf}::timestamptz`;
}
