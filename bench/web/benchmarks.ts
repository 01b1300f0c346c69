import type { Benchmark } from '../report/verdict.ts';

const phone = 'on a phone four times slower than this machine';

/** What is promised of the web app; its text goes into the results as it stands. */
export const benchmarks = {
  P14: {
    work: 'compressed JavaScript of the first load of the feed',
    yardstick: null,
    unit: 'kB',
    promise: { atMost: 200, of: 'kB' },
  },
  W1: {
    work: `the feed’s largest contentful paint, ${phone}, over 10 Mbit/s with 40 ms of latency, nothing cached`,
    yardstick: null,
    unit: 's',
    promise: { atMost: 2.5, of: 's' },
  },
  W2: {
    work: `from choosing another order of the feed to the next frame (Event Timing), ${phone}`,
    yardstick: null,
    unit: 'ms',
    promise: { atMost: 200, of: 'ms' },
  },
  W3: {
    work: `from tapping an event’s card to its page with all of it, ${phone}`,
    yardstick: null,
    unit: 'ms',
    promise: { atMost: 1000, of: 'ms' },
  },
  W4: {
    work: `from tapping Join to “You have a seat”, ${phone}`,
    yardstick: null,
    unit: 'ms',
    promise: { atMost: 1000, of: 'ms' },
  },
  // As fast as Lighthouse calls a page on a phone that can be used (Time to Interactive).
  W5: {
    work: `from opening the feed to its first events, ${phone}, over the same line as W1, nothing cached`,
    yardstick: null,
    unit: 's',
    promise: { atMost: 3.8, of: 's' },
  },
} as const satisfies Record<string, Benchmark>;

export type BenchmarkId = keyof typeof benchmarks;

/** What can be asked for by --only. */
export const askable = ['P14', 'W1', 'W2', 'W3', 'W4', 'W5'] as const;
