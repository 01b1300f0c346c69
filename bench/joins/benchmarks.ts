import type { Benchmark } from '../report/verdict.ts';

/** What is promised of joins; its text goes into the results as it stands. */
export const benchmarks = {
  P1: {
    work: 'confirmed joins a second on one event, whole stack, 200 connections',
    yardstick: 'pgbench, one lock a join, best of 4, 8, 32 clients',
    unit: 'a second',
    promise: { atLeast: 1, of: '×' },
  },
  P2: {
    work: 'the same, join engine in process, 200 in flight',
    yardstick: 'the same pgbench',
    unit: 'a second',
    promise: { atLeast: 10, of: '×' },
  },
  P3: {
    work: 'the same, spread over 1,000 events, in process',
    yardstick: 'pgbench over 1,000 events',
    unit: 'a second',
    promise: { atLeast: 1, of: '×' },
  },
  P4: {
    work: '1,000 people join at once, whole stack: 99 % are answered within',
    yardstick: null,
    unit: 'ms',
    promise: { atMost: 1_000, of: 'ms' },
  },
  P5: {
    work: 'sold-out answers a second, in process, 200 in flight',
    yardstick: 'P2',
    unit: 'a second',
    promise: { atLeast: 2, of: '×' },
  },
  P12: {
    work: 'joins a second with 1,000,000 joins in the table, in process',
    yardstick: 'the same with 1,000',
    unit: 'a second',
    promise: { atLeast: 0.9, of: '×' },
  },
  P13: {
    work: 'resident memory after the third P1, of the process that grew most',
    yardstick: 'after the second',
    unit: 'MB',
    promise: { atMost: 1.1, of: '×' },
  },
  'P13 size': {
    work: 'resident memory after the third P1, of the largest process',
    yardstick: null,
    unit: 'MB',
    promise: { atMost: 300, of: 'MB' },
  },
} as const satisfies Record<string, Benchmark>;

export type BenchmarkId = keyof typeof benchmarks;

/** What can be asked for by --only. */
export const askable = ['P1', 'P2', 'P3', 'P4', 'P5', 'P12', 'P13'] as const;
export type Askable = (typeof askable)[number];
