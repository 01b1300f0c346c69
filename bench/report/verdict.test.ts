import { describe, expect, it } from 'vitest';
import { type Benchmark, judge, median } from './verdict.ts';

const faster: Benchmark = { work: 'work', yardstick: 'peer', unit: 'a second', promise: { atLeast: 2, of: '×' } };
const within: Benchmark = { work: 'work', yardstick: null, unit: 'ms', promise: { atMost: 1_000, of: 'ms' } };

describe('judge', () => {
  it('compares the median of the rounds’ ratios with the promise, so that one bad round doesn’t decide', () => {
    const rounds = [
      { measured: 100, yardstick: 100 },
      { measured: 250, yardstick: 100 },
      { measured: 900, yardstick: 300 },
    ];
    expect(judge(faster, rounds)).toEqual({ values: [1, 2.5, 3], median: 2.5, timesPromise: 1.25, kept: true });
    expect(judge(faster, rounds.slice(0, 1))).toMatchObject({ median: 1, timesPromise: 0.5, kept: false });
  });

  it('keeps a promise that is met exactly', () => {
    expect(judge(faster, [{ measured: 200, yardstick: 100 }]).kept).toBe(true);
    expect(judge(within, [{ measured: 1_000 }]).kept).toBe(true);
  });

  it('takes a promised most as kept below it', () => {
    expect(judge(within, [{ measured: 500 }])).toMatchObject({ timesPromise: 2, kept: true });
    expect(judge(within, [{ measured: 2_000 }])).toMatchObject({ timesPromise: 0.5, kept: false });
  });

  it('is broken by trouble in any round, however good the figures', () => {
    expect(judge(within, [{ measured: 500 }, { measured: 1, trouble: '3 errors' }, { measured: 500 }]).kept).toBe(
      false,
    );
  });
});

describe('median', () => {
  it('is the middle value, or the mean of the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1])).toBe(5);
    expect(median([])).toBeNaN();
  });
});
