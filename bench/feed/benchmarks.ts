import type { Benchmark } from '../report/verdict.ts';

const deep = (kind: string, before: string) =>
  ({
    work: `${kind}: a page of 20 after ${before} events`,
    yardstick: 'its first page',
    unit: 'ms',
    promise: { atMost: 1.2, of: '×' },
  }) as const;
const offset = (kind: string) =>
  ({
    work: `${kind}: pages of 20 a second after 99,000 of 100,000 events`,
    yardstick: 'the same page by OFFSET',
    unit: 'a second',
    promise: { atLeast: 20, of: '×' },
  }) as const;

/** What is promised of the feed, with 100,000 events; its text goes into the results as it stands. */
export const benchmarks = {
  'P8 TRENDING': deep('TRENDING', '99,000 of 100,000'),
  'P8 UPCOMING': deep('UPCOMING', '99,000 of 100,000'),
  'P8 NEWEST': deep('NEWEST', '99,000 of 100,000'),
  'P8 FOR_YOU': deep('FOR_YOU', '2,000'),
  'P8 TRENDING, OFFSET': offset('TRENDING'),
  'P8 UPCOMING, OFFSET': offset('UPCOMING'),
  'P8 NEWEST, OFFSET': offset('NEWEST'),
  'P8 FOR_YOU, OFFSET': {
    ...offset('FOR_YOU'),
    yardstick: 'the same page, its window of candidates by OFFSET',
  },
  P9: {
    work: 'a page of 20 with event, seats and viewerJoin, whole stack: half are answered within',
    yardstick: 'the three subgraph queries sent directly, one after the other',
    unit: 'ms',
    promise: { atMost: 2, of: '×' },
  },
  F1: {
    work: 'FOR_YOU, first page with event and seats, whole stack: 99 % are answered within',
    yardstick: 'TRENDING, the same page',
    unit: 'ms',
    promise: { atMost: 2, of: '×' },
  },
  F2: {
    work: 'from the last of 1,000 joins answered, of 1,000 events, until readers see the score of every one',
    yardstick: null,
    unit: 's',
    promise: { atMost: 2, of: 's' },
  },
} as const satisfies Record<string, Benchmark>;

export type BenchmarkId = keyof typeof benchmarks;

/** What can be asked for by --only. */
export const askable = ['P8', 'P9', 'F1', 'F2'] as const;
