import type { Benchmark } from '../report/verdict.ts';

/** What is promised of seeing what the gateway does; its text goes into the results as it stands. */
export const benchmarks = {
  S1: {
    work: 'event pages a second through the gateway with traces (a tenth), metrics and the log of slow operations on, 64 connections',
    yardstick: 'the same with all of it off',
    unit: 'a second',
    promise: { atLeast: 0.95, of: '×' },
  },
  S2: {
    work: 'processor time of the gateway’s process an event page, meanwhile',
    yardstick: 'the same with all of it off',
    unit: 'ms',
    promise: { atMost: 1.05, of: '×' },
  },
} as const satisfies Record<string, Benchmark>;

export type BenchmarkId = keyof typeof benchmarks;

/** What can be asked for by --only. */
export const askable = ['S1', 'S2'] as const;
