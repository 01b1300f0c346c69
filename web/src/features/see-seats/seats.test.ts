import { describe, expect, it } from 'vitest';
import { describeSeats } from './seats.ts';

const seats = (
  capacity: number | null,
  seatsTaken: number | null,
  waitlistLength: number | null = 0,
  waitlistLimit: number | null = null,
) =>
  describeSeats({
    capacity,
    seatsTaken,
    seatsLeft: capacity === null || seatsTaken === null ? null : capacity - seatsTaken,
    waitlistLength,
    waitlistLimit,
  });

describe('seats in words', () => {
  it('say how many are left of how many', () => {
    expect(seats(100, 60)).toMatchObject({ kind: 'free', text: '40 of 100 seats left', filled: 0.6 });
    expect(seats(1, 0).text).toBe('1 of 1 seat left');
  });

  it('hurry only when few are left and somebody has joined', () => {
    expect(seats(100, 97)).toMatchObject({ kind: 'few', text: '3 of 100 seats left' });
    expect(seats(1000, 905).kind).toBe('few');
    expect(seats(3, 0).kind).toBe('free');
  });

  it('say who waits when all are taken', () => {
    expect(seats(100, 100, 12)).toMatchObject({ kind: 'sold-out', text: 'Sold out · 12 waiting', filled: 1 });
    expect(seats(100, 100).text).toBe('Sold out');
  });

  it('say when nobody can wait any more, and when nobody ever could', () => {
    expect(seats(100, 100, 11, 12).text).toBe('Sold out · 11 waiting');
    expect(seats(100, 100, 12, 12)).toMatchObject({ kind: 'sold-out', text: 'Sold out · waitlist full', filled: 1 });
    expect(seats(100, 100, 0, 0)).toMatchObject({ kind: 'sold-out', text: 'Sold out · no waitlist', filled: 1 });
    expect(seats(100, 60, 0, 0).text).toBe('40 of 100 seats left');
  });

  it('deny no waitlist in which people still wait, though the limit fell below their number', () => {
    expect(seats(100, 100, 12, 5).text).toBe('Sold out · waitlist full');
    expect(seats(100, 100, 12, 0).text).toBe('Sold out · waitlist full');
  });

  it('tell unlimited from unknown, though both have no capacity', () => {
    expect(seats(null, 0)).toMatchObject({ kind: 'unlimited', text: 'Open to all' });
    expect(seats(null, 7).text).toBe('Open to all · 7 going');
    expect(seats(null, null, null)).toMatchObject({ kind: 'unknown', filled: null });
    expect(seats(100, null, null).kind).toBe('unknown');
  });
});
