import { describe, expect, it } from 'vitest';
import { type JoinableEvent, joinStanding } from './join-standing.ts';

const now = Date.parse('2027-05-01T12:00:00Z');
const open: JoinableEvent = {
  status: 'PUBLISHED',
  endsAt: '2027-05-04T21:00:00Z',
  joinsOpenAt: null,
  joinsCloseAt: null,
  capacity: 10,
  seatsTaken: 3,
  seatsLeft: 7,
  waitlistLength: 0,
  waitlistLimit: null,
  viewerJoin: null,
};
const standing = (change: Partial<JoinableEvent>) => joinStanding({ ...open, ...change }, now);
const join = (
  status: 'CONFIRMED' | 'WAITLISTED' | 'CANCELLED' | 'CHECKED_IN',
  waitlistPosition: number | null = null,
) => ({
  viewerJoin: { status, waitlistPosition },
});

describe('where a viewer stands', () => {
  it('is open while a seat is free or seats have no limit', () => {
    expect(standing({})).toEqual({ kind: 'open' });
    expect(standing({ capacity: null, seatsLeft: null, seatsTaken: 4000 })).toEqual({ kind: 'open' });
  });

  it('is sold out when every seat is taken', () => {
    expect(standing({ seatsTaken: 10, seatsLeft: 0 })).toEqual({ kind: 'sold-out' });
  });

  it('is that nobody can wait when the waitlist is full too, or when there is none', () => {
    const soldOut = { seatsTaken: 10, seatsLeft: 0 };
    expect(standing({ ...soldOut, waitlistLength: 4, waitlistLimit: 5 })).toEqual({ kind: 'sold-out' });
    expect(standing({ ...soldOut, waitlistLength: 5, waitlistLimit: 5 })).toEqual({
      kind: 'waitlist-full',
      room: 'full',
    });
    expect(standing({ ...soldOut, waitlistLimit: 0 })).toEqual({ kind: 'waitlist-full', room: 'none' });
    expect(standing({ waitlistLimit: 0 })).toEqual({ kind: 'open' });
  });

  it('is the viewer’s own place, be the waitlist full or its limit taken back', () => {
    const full = { seatsTaken: 10, seatsLeft: 0, waitlistLength: 5 };
    for (const waitlistLimit of [5, 2, 0]) {
      expect(standing({ ...full, waitlistLimit, ...join('WAITLISTED', 5) })).toEqual({
        kind: 'waitlisted',
        position: 5,
      });
    }
  });

  it('is what the viewer has, even when sold out or closed', () => {
    expect(standing({ ...join('CONFIRMED'), seatsTaken: 10 })).toEqual({ kind: 'confirmed' });
    expect(standing({ ...join('WAITLISTED', 4), joinsCloseAt: '2027-05-01T11:00:00Z' })).toEqual({
      kind: 'waitlisted',
      position: 4,
    });
  });

  it('is open again after leaving', () => {
    expect(standing(join('CANCELLED'))).toEqual({ kind: 'open' });
  });

  it('waits for the opening and ends with the closing, to the millisecond', () => {
    const opensAt = '2027-05-01T12:00:00.001Z';
    expect(standing({ joinsOpenAt: opensAt })).toEqual({ kind: 'not-open', opensAt });
    expect(standing({ joinsOpenAt: '2027-05-01T12:00:00.000Z' })).toEqual({ kind: 'open' });
    expect(standing({ joinsCloseAt: '2027-05-01T12:00:00.000Z' })).toEqual({ kind: 'closed' });
    expect(standing({ joinsCloseAt: '2027-05-01T12:00:00.001Z' })).toEqual({ kind: 'open' });
  });

  it('is over or cancelled, whatever the viewer had', () => {
    expect(standing({ status: 'ENDED', ...join('CONFIRMED') })).toEqual({ kind: 'over' });
    expect(standing({ endsAt: '2027-05-01T12:00:00Z' })).toEqual({ kind: 'over' });
    expect(standing({ status: 'CANCELLED', ...join('CONFIRMED') })).toEqual({ kind: 'cancelled' });
    expect(standing({ status: 'ENDED', ...join('CHECKED_IN') })).toEqual({ kind: 'checked-in' });
  });

  it('is unknown when the seats are', () => {
    expect(standing({ capacity: null, seatsTaken: null, seatsLeft: null, waitlistLength: null })).toEqual({
      kind: 'unknown',
    });
  });
});
