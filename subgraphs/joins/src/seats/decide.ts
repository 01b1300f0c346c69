import { randomUUIDv7 } from 'node:crypto';
import { Ledger } from './ledger.ts';
import type { CapacityRow, JoinRow, Refusal, SeatOutcome, SeatRequest } from './seat-request.ts';

/** The most seats an event may have; int4 holds it with room to spare. */
export const MAX_CAPACITY = 1_000_000;

/**
 * Decides a batch of requests for one event, in the order they came, on what was read under the event's locks. No I/O:
 * the caller writes `ledger.capacity`, `ledger.changed` and `ledger.facts`.
 */
export function decide(
  capacity: CapacityRow,
  joins: JoinRow[],
  requests: SeatRequest[],
  newJoinId: () => string = randomUUIDv7,
): { outcomes: SeatOutcome[]; ledger: Ledger } {
  const ledger = new Ledger(capacity, joins);
  const outcomes = requests.map((request) => decideOne(ledger, request, newJoinId));
  return { outcomes: outcomes.map((outcome) => inTheEnd(ledger, outcome)), ledger };
}

/** A neighbour in the batch may have moved somebody on since they were decided: answer with where they stand in the end. */
function inTheEnd(ledger: Ledger, outcome: SeatOutcome): SeatOutcome {
  if (outcome.kind !== 'join' || outcome.join.status !== 'WAITLISTED') return outcome;
  const join = ledger.changed.get(outcome.join.userId);
  if (!join) return outcome;
  return join.status === 'WAITLISTED'
    ? { kind: 'join', join, waitlistPosition: ledger.positionOf(join) }
    : { kind: 'join', join };
}

/** How many in line the batch could let in at most: what has to be read, and locked, of the waitlist. */
export function mostPromotions(capacity: CapacityRow, requests: SeatRequest[]): number {
  let most = 0;
  for (const request of requests) {
    if (request.kind === 'leave') most += 1;
    if (request.kind !== 'setCapacity') continue;
    most += request.capacity === null ? capacity.waitlisted : Math.max(0, request.capacity - capacity.taken);
  }
  return Math.min(most, capacity.waitlisted);
}

function decideOne(ledger: Ledger, request: SeatRequest, newJoinId: () => string): SeatOutcome {
  switch (request.kind) {
    case 'join':
      return decideJoin(ledger, request.userId, newJoinId);
    case 'leave':
      return decideLeave(ledger, request.userId);
    case 'setCapacity':
      return decideCapacity(ledger, request.userId, request.capacity);
  }
}

function decideJoin(ledger: Ledger, userId: string, newJoinId: () => string): SeatOutcome {
  const { state, now, endsAt, joinsOpenAt, joinsCloseAt } = ledger.capacity;
  const existing = ledger.joinOf(userId);
  if (existing && existing.status !== 'CANCELLED') return { kind: 'join', join: existing };
  if (state === 'CANCELLED') return refused('EVENT_CANCELLED', 'The organizer has cancelled this event.');
  if (endsAt <= now) return refused('EVENT_OVER', 'This event is over.');
  if (joinsOpenAt && now < joinsOpenAt)
    return refused('JOINS_NOT_OPEN', `Joining opens at ${joinsOpenAt.toISOString()}.`);
  if (joinsCloseAt && joinsCloseAt <= now) {
    return refused('JOINS_CLOSED', `Joining closed at ${joinsCloseAt.toISOString()}.`);
  }
  return { kind: 'join', join: ledger.admit(userId, newJoinId) };
}

function decideLeave(ledger: Ledger, userId: string): SeatOutcome {
  const { state, now, endsAt } = ledger.capacity;
  const existing = ledger.joinOf(userId);
  if (!existing) return refused('NOT_JOINED', 'You have not joined this event.');
  if (existing.status === 'CANCELLED') return { kind: 'join', join: existing };
  if (existing.status === 'CHECKED_IN')
    return refused('ALREADY_CHECKED_IN', 'You are checked in already, so your seat stays yours.');
  if (endsAt <= now) return refused('EVENT_OVER', 'This event is over.');
  const join = ledger.release(existing);
  if (state === 'PUBLISHED') ledger.promote();
  return { kind: 'join', join };
}

function decideCapacity(ledger: Ledger, userId: string, capacity: number | null): SeatOutcome {
  const { organizerId, taken, state, endsAt, now } = ledger.capacity;
  const field = ['input', 'capacity'];
  if (organizerId !== userId)
    return refused('NOT_ORGANIZER', 'Only the organizer of this event may change its capacity.');
  if (state === 'CANCELLED') return refused('EVENT_CANCELLED', 'This event is cancelled; its capacity stays as it is.');
  if (endsAt <= now) return refused('EVENT_OVER', 'This event is over; its capacity stays as it is.');
  if (capacity !== null && (capacity < 1 || capacity > MAX_CAPACITY)) {
    return refused(
      'INVALID_CAPACITY',
      `Capacity must be between 1 and 1,000,000, or null for unlimited; it was ${capacity}.`,
      field,
    );
  }
  if (capacity !== null && capacity < taken) {
    return refused('BELOW_SEATS_TAKEN', `${taken} seats are taken, so the capacity can't become ${capacity}.`, field);
  }
  if (capacity !== ledger.capacity.capacity) {
    ledger.setCapacity(capacity);
    ledger.promote();
  }
  return { kind: 'capacity' };
}

function refused(code: string, message: string, field: Refusal['field'] = null): SeatOutcome {
  return { kind: 'refused', refusal: { code, message, field }, eventExists: true };
}
