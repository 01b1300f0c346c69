import { decide } from './decide.ts';
import type { CapacityRow, Decided, JoinRow, SeatRequest, Staff } from './seat-request.ts';

// What the tests of decide.ts have in common.

/** The moment of every decision here. */
export const NOW = new Date('2027-03-01T12:00:00Z');
export const ORGANIZER = 'organizer';

/** An event with one seat, open to everybody. */
export function capacityRow(overrides: Partial<CapacityRow> = {}): CapacityRow {
  return {
    eventId: '01900000-0000-7000-8000-000000000000',
    organizerId: ORGANIZER,
    capacity: 1,
    taken: 0,
    checkedIn: 0,
    waitlisted: 0,
    cancelled: 0,
    waitlistLimit: null,
    sequence: 0n,
    state: 'PUBLISHED',
    endsAt: new Date('2027-03-02T12:00:00Z'),
    joinsOpenAt: null,
    joinsCloseAt: null,
    now: NOW,
    ...overrides,
  };
}

/** The join of somebody called `a`. */
export function joinRow(overrides: Partial<JoinRow> = {}): JoinRow {
  return {
    id: 'join',
    eventId: 'event',
    userId: 'a',
    status: 'CONFIRMED',
    lineNumber: 1n,
    createdAt: NOW,
    checkedInAt: null,
    checkedInBy: null,
    ...overrides,
  };
}

export const join = (userId: string): SeatRequest => ({ kind: 'join', userId });
export const leave = (userId: string): SeatRequest => ({ kind: 'leave', userId });
export const remove = (attendeeId: string, userId = ORGANIZER): SeatRequest => ({ kind: 'remove', userId, attendeeId });
/** Ids for new joins, counted. */
export const ids = () => {
  let count = 0;
  return () => `join-${++count}`;
};

/** What somebody is told, in a word or two. */
export const summary = (outcome: Decided) => {
  if (outcome.kind === 'refused') return outcome.refusal.code;
  if (outcome.kind !== 'join') return outcome.kind;
  return outcome.waitlistPosition ? `${outcome.join.status} ${outcome.waitlistPosition}` : outcome.join.status;
};

/** Decides a batch, with ids counted from 1. */
export const decideAll = (capacity: CapacityRow, requests: SeatRequest[], joins: JoinRow[] = [], staff?: Staff) =>
  decide(capacity, joins, requests, staff, ids());
