import type { Benchmark } from '../report/verdict.ts';

/** What is promised of the way from a commit to the consumers; its text goes into the results as it stands. */
export const benchmarks = {
  P10: {
    work: 'outbox messages a second, from 100,000 queued rows to confirmed by RabbitMQ and deleted, one relay',
    yardstick: 'a bare amqplib loop that publishes the same to the same queues, 500 unconfirmed at once',
    unit: 'a second',
    promise: { atLeast: 0.7, of: '×' },
  },
  'P10 memory': {
    work: 'most resident memory of the relay meanwhile',
    yardstick: null,
    unit: 'MB',
    promise: { atMost: 250, of: 'MB' },
  },
  P11: {
    work: 'commit to consumer, idle system: half arrive within',
    yardstick: null,
    unit: 'ms',
    promise: { atMost: 30, of: 'ms' },
  },
  'P11 p99': {
    work: 'commit to consumer, idle system: 99 % arrive within',
    yardstick: null,
    unit: 'ms',
    promise: { atMost: 100, of: 'ms' },
  },
} as const satisfies Record<string, Benchmark>;

export type BenchmarkId = keyof typeof benchmarks;

/** What can be asked for by --only. */
export const askable = ['P10', 'P11'] as const;
