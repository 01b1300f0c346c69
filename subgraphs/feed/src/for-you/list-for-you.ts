import { badArgument } from '@cityevents/connections/bad-argument';
import { type Connection, toConnection } from '@cityevents/connections/connection';
import { type ConnectionArguments, readPageArguments } from '@cityevents/connections/page-arguments';
import type { FeedDatabase } from '@cityevents/prisma/feed';
import { type FeedFilter, filterSql } from '../listing/feed-filter.ts';
import { momentToRead } from '../reading/as-of.ts';
import { type ForYouPlace, forYouCursor } from './for-you-cursor.ts';
import { keepProfile, keptProfile } from './keep-profile.ts';
import { nobody } from './profile.ts';
import type { Reason } from './rank.ts';
import { type Window, type Windows, windowsOf } from './windows.ts';

export type ForYouArguments = ConnectionArguments & { filter?: FeedFilter | null };

/** An event in somebody's FOR_YOU. */
export type ForYouRow = { eventId: string; personalScore: number; reason: Reason };

/** -1 is before the first. */
type Place = { window: Window; index: number };

/**
 * A page of FOR_YOU: the windows of TRENDING, each ranked for the reader, one after the other.
 *
 * @param userId null for who isn't signed in: TRENDING, with diversity.
 * @throws GraphQLError BAD_USER_INPUT for arguments that can't be used; CURSOR_EXPIRED.
 */
export async function listForYou(
  database: FeedDatabase,
  userId: string | null,
  args: ForYouArguments,
  at: Date,
): Promise<Connection<ForYouRow>> {
  const filter = args.filter ?? {};
  const matches = filterSql(filter);
  const codec = forYouCursor(userId);
  const page = readPageArguments(args);
  const after = page.after === null ? null : codec.decode(page.after, 'after');
  const before = page.before === null ? null : codec.decode(page.before, 'before');
  if (after && before && after.asOf.getTime() !== before.asOf.getTime()) {
    throw badArgument('before', 'this cursor was given by another reading of the list than that in `after`.');
  }
  const cursor = after ?? before;
  const asOf = await momentToRead(database, cursor, after ? 'after' : 'before', at);
  const profile =
    userId === null ? nobody : await (cursor === null ? keepProfile : keptProfile)(database, userId, asOf);
  const windows = windowsOf(database, { asOf, profile, matches, looksForSeats: filter.hasSeats != null });

  const bounds = {
    after: after && (await (page.direction === 'forward' ? placeAfter : find)(windows, after, 'after')),
    before: before && (await find(windows, before, 'before')),
  };
  const found: (ForYouRow & { cursor: string })[] = [];
  for await (const { window, index } of between(windows, bounds, page.direction)) {
    const { eventId, personalScore, reason, hasSeats } = window.items[index]!;
    if (filter.hasSeats != null && filter.hasSeats !== hasSeats) continue;
    found.push({ eventId, personalScore, reason, cursor: codec.encode(window, index, asOf) });
    if (found.length > page.limit) break;
  }
  return toConnection(found, page, (row) => row.cursor);
}

/** Where a cursor's event is. */
async function find(windows: Windows, place: ForYouPlace, argumentName: string): Promise<Place> {
  const window = await (place.isLastBefore ? windows.before(place.start) : windows.at(place.start));
  const index = window?.items.findIndex((item) => item.eventId === place.eventId) ?? -1;
  const begins = place.isLastBefore ? window?.next : window?.start;
  if (!window || index === -1 || begins?.eventId !== place.start.eventId) throw ofAnotherList(argumentName);
  return { window, index };
}

/** Where reading goes on after a cursor's event: at the beginning of the next window, if it was the last of its own. */
async function placeAfter(windows: Windows, place: ForYouPlace, argumentName: string): Promise<Place> {
  if (!place.isLastBefore) return find(windows, place, argumentName);
  const window = await windows.at(place.start);
  if (window?.start.eventId !== place.start.eventId) throw ofAnotherList(argumentName);
  return { window, index: -1 };
}

function ofAnotherList(argumentName: string) {
  return badArgument(argumentName, 'this cursor belongs to another list, or to one filtered otherwise.');
}

/** The places between two others, in the direction of reading, window after window as they are asked for. */
async function* between(
  windows: Windows,
  { after, before }: { after: Place | null; before: Place | null },
  direction: 'forward' | 'backward',
): AsyncGenerator<Place> {
  const isForward = direction === 'forward';
  const [from, until] = isForward ? [after, before] : [before, after];
  // Between places that have crossed lies nothing.
  if (after && before && !precedes(after, before)) return;
  let window = from?.window ?? (await (isForward ? windows.at(null) : windows.last()));
  let index = from ? from.index + (isForward ? 1 : -1) : undefined;
  while (window) {
    index ??= isForward ? 0 : window.items.length - 1;
    for (; index >= 0 && index < window.items.length; index += isForward ? 1 : -1) {
      if (until && isSame(until, { window, index })) return;
      yield { window, index };
    }
    if (isForward) window = window.next ? await windows.at(window.next) : undefined;
    else window = await windows.before(window.start);
    index = undefined;
  }
}

function isSame(a: Place, b: Place): boolean {
  return a.index === b.index && a.window.start.eventId === b.window.start.eventId;
}

/** In the order of the list, where scores fall, and ids with them. */
function precedes(a: Place, b: Place): boolean {
  const [one, other] = [a.window.start, b.window.start];
  if (one.eventId === other.eventId) return a.index < b.index;
  if (one.trendScore !== other.trendScore) return one.trendScore > other.trendScore;
  return one.eventId > other.eventId;
}
