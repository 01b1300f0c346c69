import type { Benchmark } from '../report/verdict.ts';

/** What is promised of signing in and of being signed in; its text goes into the results as it stands. */
export const benchmarks = {
  A1: {
    work: 'processor time of verifying access tokens at the gateway, a request; each token is good for ten requests a minute',
    yardstick: null,
    unit: 'ms',
    promise: { atMost: 0.15, of: 'ms' },
  },
  A2: {
    work: 'sign-ins a second, whole stack, 32 at once',
    yardstick: 'argon2 alone: verifications a second in one process, two at once',
    unit: 'a second',
    promise: { atLeast: 0.75, of: '×' },
  },
  A3: {
    work: 'P1 with 20 sign-ins a second beside it',
    yardstick: 'P1',
    unit: 'a second',
    promise: { atLeast: 0.85, of: '×' },
  },
} as const satisfies Record<string, Benchmark>;

export type BenchmarkId = keyof typeof benchmarks;

/** What can be asked for by --only. */
export const askable = ['A1', 'A2', 'A3'] as const;
export type Askable = (typeof askable)[number];
