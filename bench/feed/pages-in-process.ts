import type { Connection } from '@cityevents/connections/connection';
import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import { listForYou } from '@cityevents/feed/for-you/list-for-you';
import { personalize } from '@cityevents/feed/for-you/pipeline';
import { nobody } from '@cityevents/feed/for-you/profile';
import type { Candidate } from '@cityevents/feed/for-you/rank';
import { WINDOW } from '@cityevents/feed/for-you/weights';
import { feedOrders, type IndexedKind } from '@cityevents/feed/listing/feed-orders';
import { listFeed } from '@cityevents/feed/listing/list-feed';
import { presentMoment } from '@cityevents/feed/reading/as-of';
import { createFeedDatabase, type FeedDatabase } from '@cityevents/prisma/feed';
import { median } from '../report/verdict.ts';
import { asChild } from '../run-child.ts';

// Pages of one kind of feed as its resolver reads them, one after the other: the first, a deep one, and now and then the same
// by OFFSET, so that all three meet the same moments of the machine.

export interface PagesLoad {
  databaseUrl: string;
  kind: IndexedKind | 'FOR_YOU';
  /** For FOR_YOU. */
  userId: string;
  /** How many events come before the deep page. */
  before: number;
  /** How many come before the one that is read by OFFSET too. */
  beforeOffset: number;
  length: number;
  samples: number;
  offsetSamples: number;
}

/** Half of the pages took no longer, in milliseconds. */
export interface PagesFigures {
  firstMs: number;
  deepMs: number;
  /** At the depth of OFFSET. */
  deeperMs: number;
  offsetMs: number;
}

type Page = Connection<{ eventId: string }>;

await asChild(async (load: PagesLoad): Promise<PagesFigures> => {
  const database = createFeedDatabase(load.databaseUrl, { applicationName: 'feed' });
  const page = (args: ConnectionArguments): Promise<Page> =>
    load.kind === 'FOR_YOU'
      ? listForYou(database, load.userId, args, new Date())
      : listFeed(database, { kind: load.kind, ...args }, new Date());
  const first = () => page({ first: load.length });
  const after = async (before: number) => {
    const cursor = await cursorAfter(page, before);
    return () => page({ first: load.length, after: cursor });
  };
  const [deep, deeper] = [await after(load.before), await after(load.beforeOffset)];
  const byOffset = () => pageByOffset(database, load);

  const times = { first: [] as number[], deep: [] as number[], deeper: [] as number[], offset: [] as number[] };
  const take = async (into: number[], work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    into.push(performance.now() - started);
  };
  for (const work of [first, deep, deeper, byOffset]) for (let i = 0; i < 5; i++) await work();
  for (let i = 0; i < load.samples; i++) {
    await take(times.first, first);
    await take(times.deep, deep);
    await take(times.deeper, deeper);
    if (i < load.offsetSamples) await take(times.offset, byOffset);
  }
  await database.$disconnect();
  return {
    firstMs: median(times.first),
    deepMs: median(times.deep),
    deeperMs: median(times.deeper),
    offsetMs: median(times.offset),
  };
});

/** The cursor after so many events, got as a reader would, from the nearer end. */
async function cursorAfter(page: (args: ConnectionArguments) => Promise<Page>, before: number): Promise<string> {
  if (before <= 50_000) {
    let cursor: string | null = null;
    for (let read = 0; read < before; read += 100)
      cursor = (await page({ first: 100, after: cursor })).pageInfo.endCursor;
    return cursor!;
  }
  let cursor: string | null = null;
  for (let read = 0; read <= 100_000 - before; read += 100) {
    cursor = (await page({ last: 100, before: cursor })).pageInfo.startCursor;
  }
  return cursor!;
}

/** The page as one would read it who only knows how many events come before; of FOR_YOU, its window. */
async function pageByOffset(database: FeedDatabase, { kind, beforeOffset, length }: PagesLoad): Promise<void> {
  const asOf = await presentMoment(database);
  const { keyset, from } = feedOrders[kind === 'FOR_YOU' ? 'TRENDING' : kind];
  const rows = await database.$queryRaw<Candidate[]>`
    SELECT
      l.event_id AS "eventId", s.trend_score AS "trendScore", l.starts_at AS "startsAt", l.published_at AS "publishedAt",
      l.organizer_id AS "organizerId", l.city_key AS "cityKey", l.tags
    FROM ${from(asOf)}
    ORDER BY ${keyset.query({}).sql.orderBy}
    LIMIT ${kind === 'FOR_YOU' ? WINDOW : length}::int OFFSET ${beforeOffset}::int`;
  if (rows.length < length) throw new Error(`There are only ${rows.length} events after ${beforeOffset}`);
  if (kind === 'FOR_YOU') personalize(rows, nobody);
}
