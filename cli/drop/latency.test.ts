import { describe, expect, it } from 'vitest';
import { histogram, percentile } from './latency.ts';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it('is the smallest value that the share doesn’t exceed', () => {
    expect([0.01, 0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 95, 99, 100]);
    expect(percentile([7], 0.99)).toBe(7);
  });
});

describe('histogram', () => {
  it('counts every value once', () => {
    const rows = histogram([0, 9.9, 10, 55, 99, 100], 4);
    expect(rows).toHaveLength(10);
    expect(rows[0]).toBe('  0– 10 ms ████ 2');
    expect(rows[2]).toBe(' 20– 30 ms  0');
    expect(rows.map((row) => Number(row.split(' ').at(-1))).reduce((a, b) => a + b)).toBe(6);
    expect(rows[9]).toBe(' 90–100 ms ████ 2');
  });
});
