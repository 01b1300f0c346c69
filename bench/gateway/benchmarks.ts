import type { Benchmark } from '../report/verdict.ts';

/** What is promised of the gateway; its text goes into the results as it stands. */
export const benchmarks = {
  P6: {
    work: 'event pages a second through the gateway, subgraphs that answer from memory, 64 connections',
    yardstick: '@apollo/gateway with its default data source',
    unit: 'a second',
    promise: { atLeast: 2.5, of: '×' },
  },
  'P6 Hive': {
    work: 'the same',
    yardstick: 'Hive Gateway',
    unit: 'a second',
    promise: { atLeast: 1.5, of: '×' },
  },
  P7: {
    work: 'processor time of the gateway’s process a request to one subgraph, meanwhile',
    yardstick: null,
    unit: 'ms',
    promise: { atMost: 0.4, of: 'ms' },
  },
  P9: {
    work: 'a page of 20 feed items with event, seats and viewerJoin, whole stack, one at a time',
    yardstick: 'the three subgraph queries sent directly, one after the other',
    unit: 'ms',
    promise: { atMost: 2, of: '×' },
  },
} as const satisfies Record<string, Benchmark>;

export type BenchmarkId = keyof typeof benchmarks;

/** What can be asked for by --only. */
export const askable = ['P6', 'P7', 'P9'] as const;
