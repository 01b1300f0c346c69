import { describe, expect, it } from 'vitest';
import { capacityConsequence, limitConsequence, readLimit } from './consequences.ts';

const full = { capacity: 10, seatsTaken: 10, waitlistLength: 4 };

describe('another number of seats', () => {
  it('lets in who waits, as far as it goes', () => {
    expect(capacityConsequence(full, 12)).toEqual({ kind: 'promotes', people: 2, stillWaiting: 2, free: 0 });
    expect(capacityConsequence(full, 20)).toEqual({ kind: 'promotes', people: 4, stillWaiting: 0, free: 6 });
    expect(capacityConsequence(full, null)).toEqual({ kind: 'promotes', people: 4, stillWaiting: 0, free: null });
  });

  it('is refused where it would take somebody’s seat', () => {
    expect(capacityConsequence(full, 9)).toEqual({ kind: 'refused', least: 10 });
    expect(capacityConsequence({ capacity: null, seatsTaken: 3, waitlistLength: 0 }, 2)).toEqual({
      kind: 'refused',
      least: 3,
    });
  });

  it('adds or takes free seats where nobody waits', () => {
    const half = { capacity: 10, seatsTaken: 5, waitlistLength: 0 };
    expect(capacityConsequence(half, 10)).toEqual({ kind: 'none' });
    expect(capacityConsequence(half, 12)).toEqual({ kind: 'grows', free: 7 });
    expect(capacityConsequence(half, null)).toEqual({ kind: 'grows', free: null });
    expect(capacityConsequence(half, 5)).toEqual({ kind: 'shrinks', free: 0 });
    expect(capacityConsequence({ ...half, capacity: null }, 8)).toEqual({ kind: 'shrinks', free: 3 });
  });
});

describe('another limit of the waitlist', () => {
  it('never sends anybody away', () => {
    expect(limitConsequence(null, 4, 0)).toEqual({ kind: 'closed', waiting: 4 });
    expect(limitConsequence(null, 4, 3)).toEqual({ kind: 'full', waiting: 4 });
    expect(limitConsequence(null, 4, 4)).toEqual({ kind: 'full', waiting: 4 });
    expect(limitConsequence(null, 4, 6)).toEqual({ kind: 'open', room: 2 });
    expect(limitConsequence(6, 4, null)).toEqual({ kind: 'lifted' });
    expect(limitConsequence(6, 4, 6)).toEqual({ kind: 'none' });
  });
});

it('a number of people is a whole one in its range, or nothing', () => {
  expect(['', ' 12 ', '0', '1000000'].map((text) => readLimit(text, 0))).toEqual([null, 12, 0, 1_000_000]);
  expect(['0', '-1', '1.5', '1e3', '1000001', 'ten'].map((text) => readLimit(text, 1))).toEqual(
    Array(6).fill(undefined),
  );
});
