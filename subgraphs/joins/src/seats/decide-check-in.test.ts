import { describe, expect, test } from 'vitest';
import { capacityRow, decideAll, join, joinRow, leave, NOW, ORGANIZER, remove, summary } from './decide.fixtures.ts';
import type { SeatRequest, Staff } from './seat-request.ts';

const staff: Staff = new Map([
  ['manager', 'MANAGER'],
  ['door', 'DOOR'],
]);
const checkIn = (attendeeId: string, { userId = 'door', joinId = null as string | null } = {}): SeatRequest => ({
  kind: 'checkIn',
  userId,
  attendeeId,
  joinId,
});
const undo = (attendeeId: string, userId = 'door'): SeatRequest => ({ kind: 'undoCheckIn', userId, attendeeId });
const seated = joinRow({ status: 'CONFIRMED' });
const oneSeated = capacityRow({ taken: 1 });

describe('checking in', () => {
  test('marks the seat with when and by whom, tells it, and counts it; the seat stays taken', () => {
    const { outcomes, ledger } = decideAll(oneSeated, [checkIn('a')], [seated], staff);
    expect(outcomes).toMatchObject([{ join: { status: 'CHECKED_IN', checkedInAt: NOW, checkedInBy: 'door' } }]);
    expect(ledger.capacity).toMatchObject({ taken: 1, checkedIn: 1, cancelled: 0 });
    expect(ledger.facts).toMatchObject([{ type: 'join.checked-in.v1', sequence: 1n, data: { userId: 'a' } }]);
  });

  test('a second time is refused with when and by whom the first was, and shows who it is', () => {
    const { outcomes, ledger } = decideAll(
      oneSeated,
      [checkIn('a'), checkIn('a', { userId: ORGANIZER })],
      [seated],
      staff,
    );
    expect(outcomes[1]).toMatchObject({
      refusal: { code: 'ALREADY_CHECKED_IN', checkedInAt: NOW, checkedInBy: 'door' },
      join: { id: 'join', status: 'CHECKED_IN' },
    });
    expect(ledger.facts).toHaveLength(1);
  });

  test('can be taken back, by anybody of the staff, and nothing is left of it', () => {
    const requests = [checkIn('a'), undo('a', 'manager'), undo('a'), leave('a')];
    const { outcomes, ledger } = decideAll(oneSeated, requests, [seated], staff);
    expect(outcomes.map(summary)).toEqual(['CHECKED_IN', 'CONFIRMED', 'CONFIRMED', 'CANCELLED']);
    expect(ledger.facts.map(({ type }) => type)).toEqual([
      'join.checked-in.v1',
      'join.check-in-undone.v1',
      'join.cancelled.v1',
    ]);
    expect(ledger.changed.get('a')).toMatchObject({ checkedInAt: null, checkedInBy: null });
    expect(ledger.capacity).toMatchObject({ taken: 0, checkedIn: 0, cancelled: 1 });
  });

  test('keeps a seat from being left or taken away', () => {
    const { outcomes } = decideAll(oneSeated, [checkIn('a'), leave('a'), remove('a')], [seated], staff);
    expect(outcomes.map(summary)).toEqual(['CHECKED_IN', 'ALREADY_CHECKED_IN', 'ALREADY_CHECKED_IN']);
  });

  test.each([
    [ORGANIZER, 'CHECKED_IN', 'CONFIRMED'],
    ['manager', 'CHECKED_IN', 'CONFIRMED'],
    ['door', 'CHECKED_IN', 'CONFIRMED'],
    ['stranger', 'NOT_STAFF', 'NOT_STAFF'],
    ['a', 'NOT_STAFF', 'NOT_STAFF'],
  ])('by the %s is answered %s', (userId, checkedIn, undone) => {
    const { outcomes } = decideAll(oneSeated, [checkIn('a', { userId }), undo('a', userId)], [seated], staff);
    expect(outcomes.map(summary)).toEqual([checkedIn, undone]);
  });

  test.each([
    ['nobody of that name', [], 'NOT_JOINED', 'TICKET_NOT_VALID_ANYMORE'],
    ['who left', [joinRow({ status: 'CANCELLED' })], 'NOT_JOINED', 'TICKET_NOT_VALID_ANYMORE'],
    ['who waits', [joinRow({ status: 'WAITLISTED' })], 'NO_SEAT', 'TICKET_NOT_VALID_ANYMORE'],
    ['who has a seat', [seated], 'CHECKED_IN', 'CHECKED_IN'],
  ])('of %s is answered by name and by ticket as it should be', (_who, joins, byName, byTicket) => {
    const answerTo = (request: SeatRequest) => decideAll(oneSeated, [request], joins, staff).outcomes.map(summary);
    expect(answerTo(checkIn('a'))).toEqual([byName]);
    expect(answerTo(checkIn('a', { joinId: 'join' }))).toEqual([byTicket]);
  });

  test('by the ticket of another join is refused', () => {
    const { outcomes } = decideAll(oneSeated, [checkIn('a', { joinId: 'another' })], [seated], staff);
    expect(outcomes.map(summary)).toEqual(['TICKET_NOT_VALID_ANYMORE']);
  });

  test('goes on until a day after the end, and never at what is called off', () => {
    const hoursAgo = (hours: number) => ({ endsAt: new Date(NOW.getTime() - hours * 3_600_000) });
    const answerAt = (overrides: object) =>
      decideAll(capacityRow({ taken: 1, ...overrides }), [checkIn('a')], [seated], staff).outcomes.map(summary)[0];
    expect([hoursAgo(23), hoursAgo(24), { state: 'CANCELLED' }].map(answerAt)).toEqual([
      'CHECKED_IN',
      'EVENT_OVER',
      'EVENT_CANCELLED',
    ]);
  });
});

test('managers may do with seats what the organizer may, who is at the door may not', () => {
  const requests = (userId: string): SeatRequest[] => [
    { kind: 'setCapacity', userId, capacity: 5 },
    { kind: 'setWaitlistLimit', userId, limit: 5 },
    remove('a', userId),
  ];
  const answers = (userId: string) => decideAll(oneSeated, requests(userId), [seated], staff).outcomes.map(summary);
  expect(answers('manager')).toEqual(['event', 'event', 'CANCELLED']);
  expect(answers('door')).toEqual(['NOT_ORGANIZER', 'NOT_ORGANIZER', 'NOT_ORGANIZER']);
});

test('who joins again after leaving is no longer counted as gone', () => {
  const { ledger } = decideAll(capacityRow(), [join('a'), leave('a'), join('a'), join('b'), leave('b')]);
  expect(ledger.capacity).toMatchObject({ taken: 1, waitlisted: 0, cancelled: 1 });
});
