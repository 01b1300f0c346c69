import { join } from 'node:path';
import type { Progress } from '@cityevents/infra/local/progress';
import type { Run } from '@cityevents/infra/local/start-system';
import { onServer } from '@cityevents/prisma/engine/temporary-database';
import { eventually } from '@cityevents/testing/wait';
import { WholeStack } from '../joins/whole-stack/whole-stack.ts';
import type { Table } from '../report/report.ts';
import type { Measured } from '../report/verdict.ts';
import { runChild } from '../run-child.ts';
import type { BenchmarkId } from './benchmarks.ts';
import type { JoinsFigures, JoinsLoad } from './join-events.ts';
import type { PagesFigures, PagesLoad } from './pages-in-process.ts';
import { sizes } from './sizes.ts';
import { buildTown, eventsWithSeats, type Townsperson, townspeople } from './town.ts';
import type { WholeStackFigures, WholeStackLoad } from './whole-stack-pages.ts';

export interface FeedResults {
  rounds: Partial<Record<BenchmarkId, Measured[]>>;
  notMeasured: string[];
  details: Table[];
}

const script = (name: string) => join(import.meta.dirname, name);
const kinds = ['TRENDING', 'UPCOMING', 'NEWEST', 'FOR_YOU'] as const;

/** Runs what is wanted, round by round, so that a measurement and its yardstick stand close together. */
export async function runFeed(
  run: Run,
  progress: Progress,
  { only, rounds }: { only: readonly string[]; rounds: number },
): Promise<FeedResults> {
  const results: FeedResults = { rounds: {}, notMeasured: [], details: [] };
  const add = (id: BenchmarkId, measured: Measured) => {
    results.rounds[id] = [...(results.rounds[id] ?? []), measured];
  };
  const step = <T>(title: string, work: () => Promise<T>, told: (value: T) => string): Promise<T> =>
    progress.step(title, async (note) => {
      const value = await work();
      note(told(value));
      return value;
    });
  const stack = await WholeStack.start(run, progress);
  const seconds = await step(
    'The large town: npm run seed -- --large',
    () => buildTown(stack.environment),
    (value) => `${value.toFixed(0)} s`,
  );
  results.details.push({
    title: 'The large town',
    columns: ['made of', 'seconds'],
    rows: [['100,000 events, 50,000 people, 1,000,000 joins and as many views, in five databases', seconds]],
    digits: 0,
  });

  for (let round = 1; round <= rounds; round++) {
    const readers = await townspeople(stack.environment, sizes.wholeStack.readers);
    for (const kind of only.includes('P8') ? kinds : []) {
      const { firstMs, deepMs, deeperMs, offsetMs } = await step(
        `Round ${round}: P8, ${kind}`,
        () => pages(stack, kind, readers[0]!),
        (figures) =>
          `${figures.firstMs.toFixed(2)} ms first, ${figures.deepMs.toFixed(2)} ms deep, ${figures.offsetMs.toFixed(1)} ms by OFFSET`,
      );
      add(`P8 ${kind}`, { measured: deepMs, yardstick: firstMs });
      add(`P8 ${kind}, OFFSET`, { measured: 1000 / deeperMs, yardstick: 1000 / offsetMs });
    }
    if (only.includes('P9') || only.includes('F1')) {
      const { trending, forYou, direct } = await step(
        `Round ${round}: P9 and F1, whole stack`,
        () => wholeStackPages(stack, readers),
        (figures) =>
          `p50 ${figures.trending.p50Ms.toFixed(1)} ms, directly ${figures.direct.p50Ms.toFixed(1)} ms; p99 ` +
          `${figures.trending.p99Ms.toFixed(1)} ms, FOR_YOU ${figures.forYou.p99Ms.toFixed(1)} ms`,
      );
      if (only.includes('P9')) add('P9', { measured: trending.p50Ms, yardstick: direct.p50Ms });
      if (only.includes('F1')) add('F1', { measured: forYou.p99Ms, yardstick: trending.p99Ms });
    }
    if (only.includes('F2')) {
      const untilSeen = await step(
        `Round ${round}: F2, ${sizes.joins.people} joins`,
        () => refresh(stack, round),
        (value) => `${value.toFixed(2)} s`,
      );
      add('F2', { measured: untilSeen });
    }
  }
  await progress.step('Everything has arrived, and every invariant holds', () => stack.settle());
  return results;
}

function pages(stack: WholeStack, kind: PagesLoad['kind'], { userId }: Townsperson): Promise<PagesFigures> {
  const { samples, offsetSamples, length, eventsBefore, forYouBefore } = sizes.pages;
  return runChild<PagesLoad, PagesFigures>(stack.run, script('pages-in-process.ts'), {
    databaseUrl: stack.environment.FEED_DATABASE_URL!,
    kind,
    userId,
    before: kind === 'FOR_YOU' ? forYouBefore : eventsBefore,
    beforeOffset: eventsBefore,
    length,
    samples,
    offsetSamples,
  });
}

function wholeStackPages(stack: WholeStack, readers: Townsperson[]): Promise<WholeStackFigures> {
  const { FEED_URL, EVENTS_URL, JOINS_URL, GATEWAY_SECRET } = stack.environment as Record<string, string>;
  return runChild<WholeStackLoad, WholeStackFigures>(stack.run, script('whole-stack-pages.ts'), {
    gatewayUrl: stack.url,
    subgraphUrls: { feed: FEED_URL!, events: EVENTS_URL!, joins: JOINS_URL! },
    gatewaySecret: GATEWAY_SECRET!,
    tokens: readers.map(({ accessToken }) => accessToken),
    samples: sizes.wholeStack.samples,
    length: sizes.pages.length,
  });
}

/** From the last join's answer until the scores that readers see of the events count every one of them. */
async function refresh(stack: WholeStack, round: number): Promise<number> {
  const { people, connections } = sizes.joins;
  const joiners = await stack.people(people);
  const userIds = joiners.map(({ userId }) => userId);
  const eventIds = await eventsWithSeats(stack.environment, people, round);
  return onServer(stack.environment.FEED_DATABASE_URL!, async (client) => {
    const untilAll = (what: string, sql: string) =>
      eventually(
        async () => {
          const { rows } = await client.query<{ count: number }>(sql, [userIds]);
          if (rows[0]!.count < people) throw new Error(`${rows[0]!.count} of ${people} ${what} after a minute`);
        },
        { everyMs: 10, timeoutMs: 60_000 },
      );
    await untilAll('people are known', 'SELECT count(*)::int FROM feed_people WHERE user_id = ANY ($1::uuid[])');
    const { answeredAt } = await runChild<JoinsLoad, JoinsFigures>(stack.run, script('join-events.ts'), {
      url: stack.url,
      joins: joiners.map(({ accessToken }, i) => ({ accessToken, eventId: eventIds[i]! })),
      connections,
    });
    // An event that isn't due has been scored since its last join was stored.
    await untilAll(
      'joins are seen',
      `SELECT count(*)::int FROM feed_joins JOIN feed_events e USING (event_id) JOIN feed_scores s USING (event_id)
       WHERE user_id = ANY ($1::uuid[]) AND e.due_at > now() AND s.valid_until = 'infinity'
         AND abs(s.trend_score - e.trend_score) < 1e-9`,
    );
    return Math.max(0, (Date.now() - answeredAt) / 1000);
  });
}
