import { expect, it } from 'vitest';
import { formatFigure, formatRow } from './format-row.ts';
import type { Benchmark } from './verdict.ts';

const benchmark: Benchmark = {
  work: 'joins',
  yardstick: 'pgbench',
  unit: 'a second',
  promise: { atLeast: 1, of: '×' },
};

it('shows the figures of the round in the middle, and the ratio of each', () => {
  const rounds = [
    { measured: 3_000, yardstick: 1_000 },
    { measured: 1_000, yardstick: 2_000, note: '8 clients' },
    { measured: 100, yardstick: 1_000 },
  ];
  expect(formatRow('P1', benchmark, rounds)).toEqual({
    id: 'P1',
    work: 'joins',
    measured: '1,000 a second',
    yardstick: '2,000 a second',
    median: '0.5 ×',
    promise: '≥ 1 ×',
    verdict: 'MISSED',
    rounds: '3, 0.5, 0.1',
    notes: '8 clients',
  });
});

it('says in which round there was trouble', () => {
  const rounds = [{ measured: 5 }, { measured: 5, trouble: '3 × ECONNRESET' }];
  expect(formatRow('P4', { ...benchmark, yardstick: null }, rounds)).toMatchObject({
    yardstick: '—',
    verdict: 'MISSED',
    notes: 'round 2: 3 × ECONNRESET',
  });
});

it('writes as many digits as tell something', () => {
  expect([0.5381, 1.0749, 23.44, 1892.7].map(formatFigure)).toEqual(['0.538', '1.07', '23.4', '1,893']);
});
