import { randomUUIDv7 } from 'node:crypto';
import { mayManage } from '../rights.ts';
import { decideCheckIn, decideUndo } from './decide-check-in.ts';
import { Ledger } from './ledger.ts';
import { refused } from './refusals.ts';
import {
  attendeeOf,
  type CapacityRow,
  type Decided,
  type JoinRow,
  type SeatOutcome,
  type SeatRequest,
  type Staff,
  staffAsking,
} from './seat-request.ts';

/** The most seats an event may have, and the longest its line may be; int4 holds it with room to spare. */
export const MAX_CAPACITY = 1_000_000;
/**
 * The most people that growing capacities let in within one batch of an event. A million seats more must not hold the
 * lock until everyone in line has theirs: growth goes on step by step, and others are served in between.
 */
export const MAX_PROMOTIONS = 1_000;

/**
 * Decides a batch of requests for one event, in the order they came, on what was read of it. No I/O: under the event's
 * locks the caller writes what the ledger says; without them only a decision that changes nothing may be used.
 */
export function decide(
  capacity: CapacityRow,
  joins: JoinRow[],
  requests: SeatRequest[],
  staff: Staff = new Map(),
  newJoinId: () => string = randomUUIDv7,
): { outcomes: Decided[]; ledger: Ledger } {
  const ledger = new Ledger(capacity, joins, staff);
  const outcomes = requests.map((request) => {
    ledger.traceparent = request.traceparent ?? null;
    return decideOne(ledger, request, newJoinId);
  });
  const positions = ledger.newPositions();
  return { outcomes: outcomes.map((outcome) => inTheEnd(ledger, positions, outcome)), ledger };
}

/** A neighbour in the batch may have moved somebody on since they were decided: answer with where they stand in the end. */
function inTheEnd(ledger: Ledger, positions: Map<string, number>, outcome: Decided): Decided {
  if (outcome.kind !== 'join' || outcome.join.status !== 'WAITLISTED') return outcome;
  const join = ledger.changed.get(outcome.join.userId);
  if (!join) return outcome;
  const waitlistPosition = positions.get(join.userId);
  return waitlistPosition === undefined ? { kind: 'join', join } : { kind: 'join', join, waitlistPosition };
}

/** Whose joins the batch is about: what has to be read of them, each once and sorted. */
export function attendeesOf(requests: SeatRequest[]): string[] {
  const attendees = requests.map(attendeeOf).filter((attendee) => attendee !== null);
  return [...new Set(attendees)].sort();
}

/** Whose part in the event's staff the batch asks about; its organizer's is known. */
export function staffToRead({ organizerId }: CapacityRow, requests: SeatRequest[]): string[] {
  const asking = requests.map(staffAsking).filter((userId) => userId !== null && userId !== organizerId);
  return [...new Set(asking as string[])];
}

/** How many in line the batch could let in at most: what has to be read, and locked, of the waitlist. */
export function mostPromotions(capacity: CapacityRow, requests: SeatRequest[]): number {
  const freed = requests.filter(({ kind }) => kind === 'leave' || kind === 'remove' || kind === 'forget').length;
  const grown = requests.some(({ kind }) => kind === 'setCapacity') ? MAX_PROMOTIONS : 0;
  return Math.min(freed + grown, capacity.waitlisted);
}

function decideOne(ledger: Ledger, request: SeatRequest, newJoinId: () => string): Decided {
  switch (request.kind) {
    case 'join':
      return decideJoin(ledger, request.userId, newJoinId);
    case 'leave':
      return decideLeave(ledger, request.userId);
    case 'remove':
      return decideRemoval(ledger, request.userId, request.attendeeId);
    case 'checkIn':
      return decideCheckIn(ledger, request);
    case 'undoCheckIn':
      return decideUndo(ledger, request);
    case 'forget':
      return decideForgetting(ledger, request.userId, request.anonymousId);
    case 'setCapacity':
      return decideCapacity(ledger, request);
    case 'setWaitlistLimit':
      return decideWaitlistLimit(ledger, request.userId, request.limit);
  }
}

function decideJoin(ledger: Ledger, userId: string, newJoinId: () => string): SeatOutcome {
  const { state, now, endsAt, joinsOpenAt, joinsCloseAt, waitlistLimit } = ledger.capacity;
  const existing = ledger.joinOf(userId);
  if (existing && existing.status !== 'CANCELLED') return { kind: 'join', join: existing };
  if (state === 'CANCELLED') return refused('EVENT_CANCELLED', 'The organizer has cancelled this event.');
  // To those who have no seat it isn't there; those who have keep it.
  if (state === 'HIDDEN') return refused('EVENT_NOT_FOUND', 'There is no such event.', ['input', 'eventId']);
  if (endsAt <= now) return refused('EVENT_OVER', 'This event is over.');
  if (joinsOpenAt && now < joinsOpenAt)
    return refused('JOINS_NOT_OPEN', `Joining opens at ${joinsOpenAt.toISOString()}.`);
  if (joinsCloseAt && joinsCloseAt <= now) {
    return refused('JOINS_CLOSED', `Joining closed at ${joinsCloseAt.toISOString()}.`);
  }
  if (!ledger.hasFreeSeat() && !ledger.hasPlaceInLine()) {
    const line = waitlistLimit === 0 ? 'this event has no waitlist' : 'the waitlist is full';
    return refused('WAITLIST_FULL', `Every seat is taken, and ${line}. Seats may come back: look again later.`);
  }
  return { kind: 'join', join: ledger.admit(userId, newJoinId) };
}

function decideLeave(ledger: Ledger, userId: string): SeatOutcome {
  const existing = ledger.joinOf(userId);
  if (!existing) return refused('NOT_JOINED', 'You have not joined this event.');
  if (existing.status === 'CANCELLED') return { kind: 'join', join: existing };
  if (existing.status === 'CHECKED_IN') {
    return refused('ALREADY_CHECKED_IN', 'You are checked in already, so your seat stays yours.');
  }
  if (isOver(ledger)) return refused('EVENT_OVER', 'This event is over.');
  return giveBack(ledger, existing, 'LEFT');
}

function decideRemoval(ledger: Ledger, viewerId: string, attendeeId: string): SeatOutcome {
  const field = ['input', 'userId'];
  if (!mayManage(ledger.roleOf(viewerId))) {
    return refused('NOT_ORGANIZER', 'Only the organizer and the managers of this event may remove somebody from it.');
  }
  const existing = ledger.joinOf(attendeeId);
  if (!existing) return refused('NOT_JOINED', 'This person has not joined the event.', field);
  if (existing.status === 'CANCELLED') return { kind: 'join', join: existing };
  if (existing.status === 'CHECKED_IN') {
    return refused('ALREADY_CHECKED_IN', 'This person is checked in already. Undo the check-in first.', field);
  }
  if (isOver(ledger)) return refused('EVENT_OVER', 'This event is over; who was there stays on record.');
  const outcome = giveBack(ledger, existing, 'REMOVED');
  ledger.tellOfDeed({ actorId: viewerId, action: 'ATTENDEE_REMOVED', attendeeId, changes: [] });
  return outcome;
}

/** Leaving, for who can't be asked any more: what leaving refuses to give back stays, and counts without them. */
function decideForgetting(ledger: Ledger, userId: string, anonymousId: string): SeatOutcome {
  decideLeave(ledger, userId);
  const left = ledger.joinOf(userId);
  if (left) ledger.anonymize(left, anonymousId);
  return { kind: 'event' };
}

function giveBack(ledger: Ledger, join: JoinRow, reason: 'LEFT' | 'REMOVED'): SeatOutcome {
  const released = ledger.release(join, reason);
  if (ledger.capacity.state !== 'CANCELLED') ledger.promote();
  return { kind: 'join', join: released };
}

function decideCapacity(ledger: Ledger, request: SeatRequest & { kind: 'setCapacity' }): Decided {
  const { userId, capacity, grownFrom = ledger.capacity.capacity } = request;
  const field = ['input', 'capacity'];
  const barred = barsChange(ledger, userId, 'capacity');
  if (barred) return barred;
  if (capacity !== null && !isWithin(capacity, 1)) {
    const message = `Capacity must be a whole number between 1 and 1,000,000, or null for unlimited; it was ${capacity}.`;
    return refused('INVALID_CAPACITY', message, field);
  }
  const { taken, waitlisted } = ledger.capacity;
  if (capacity !== null && capacity < taken) {
    return refused('BELOW_SEATS_TAKEN', `${taken} seats are taken, so the capacity can't become ${capacity}.`, field);
  }
  if (capacity === ledger.capacity.capacity) return { kind: 'event' };
  const promotions = Math.min(waitlisted, capacity === null ? waitlisted : capacity - taken);
  const room = MAX_PROMOTIONS - ledger.grownBy;
  const isLastStep = promotions <= room;
  if (isLastStep || room > 0) ledger.grow(isLastStep ? capacity : taken + room, Math.min(promotions, room));
  if (!isLastStep) return { kind: 'unfinished', rest: { ...request, grownFrom } };
  const changes = [{ field: 'capacity', before: grownFrom, after: capacity }];
  ledger.tellOfDeed({ actorId: userId, action: 'CAPACITY_CHANGED', attendeeId: null, changes });
  return { kind: 'event' };
}

function decideWaitlistLimit(ledger: Ledger, viewerId: string, limit: number | null): SeatOutcome {
  const barred = barsChange(ledger, viewerId, 'waitlist');
  if (barred) return barred;
  if (limit !== null && !isWithin(limit, 0)) {
    const message = `The limit must be a whole number between 0 (no waitlist) and 1,000,000, or null for none; it was ${limit}.`;
    return refused('INVALID_LIMIT', message, ['input', 'limit']);
  }
  const before = ledger.capacity.waitlistLimit;
  if (limit === before) return { kind: 'event' };
  ledger.setWaitlistLimit(limit);
  const changes = [{ field: 'limit', before, after: limit }];
  ledger.tellOfDeed({ actorId: viewerId, action: 'WAITLIST_LIMIT_CHANGED', attendeeId: null, changes });
  return { kind: 'event' };
}

/** What speaks against any change of the event's seats or line. */
function barsChange(ledger: Ledger, viewerId: string, what: string): SeatOutcome | null {
  if (!mayManage(ledger.roleOf(viewerId))) {
    return refused('NOT_ORGANIZER', `Only the organizer and the managers of this event may change its ${what}.`);
  }
  if (ledger.capacity.state === 'CANCELLED')
    return refused('EVENT_CANCELLED', `This event is cancelled; its ${what} stays as it is.`);
  if (isOver(ledger)) return refused('EVENT_OVER', `This event is over; its ${what} stays as it is.`);
  return null;
}

/** Whether it is so many seats, or places, as there may be. The API lets every number through, so that this can say what is wrong. */
function isWithin(number: number, least: number): boolean {
  return Number.isInteger(number) && number >= least && number <= MAX_CAPACITY;
}

function isOver({ capacity }: Ledger): boolean {
  return capacity.endsAt <= capacity.now;
}
