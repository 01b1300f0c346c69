import { describe, expect, test } from 'vitest';
import { capacityRow, decideAll, join, joinRow, leave, NOW, ORGANIZER, remove, summary } from './decide.fixtures.ts';
import { MAX_PROMOTIONS, mostPromotions } from './decide.ts';
import type { CapacityRow, SeatRequest } from './seat-request.ts';

describe('removing somebody', () => {
  test('gives the seat to the first in line, and tells why it was given up', () => {
    const { outcomes, ledger } = decideAll(capacityRow(), [join('a'), join('b'), remove('a'), leave('b')]);
    expect(outcomes.map(summary)).toEqual(['CONFIRMED', 'CANCELLED', 'CANCELLED', 'CANCELLED']);
    expect(ledger.facts.map(({ type }) => type)).toContain('join.promoted.v1');
    const reasons = ledger.facts.flatMap(({ type, data }) => (type === 'join.cancelled.v1' ? [data.reason] : []));
    expect(reasons).toEqual(['REMOVED', 'LEFT']);
  });

  test('is the organizer’s alone', () => {
    const { outcomes, ledger } = decideAll(capacityRow(), [join('a'), remove('a', 'b'), remove('a', 'a')]);
    expect(outcomes.map(summary)).toEqual(['CONFIRMED', 'NOT_ORGANIZER', 'NOT_ORGANIZER']);
    expect(ledger.capacity.taken).toBe(1);
  });

  test.each([
    ['NOT_JOINED', {}, []],
    ['ALREADY_CHECKED_IN', {}, [{ status: 'CHECKED_IN' as const }]],
    ['EVENT_OVER', { endsAt: NOW }, [{ status: 'CONFIRMED' as const }]],
    ['CANCELLED', {}, [{ status: 'CANCELLED' as const }]],
  ])('answers %s where there is nothing to remove', (answer, overrides, joins) => {
    const rows = joins.map(joinRow);
    const { outcomes, ledger } = decideAll(capacityRow({ taken: 1, ...overrides }), [remove('a')], rows);
    expect(outcomes.map(summary)).toEqual([answer]);
    expect(ledger.facts).toEqual([]);
  });
});

describe('a limited waitlist', () => {
  const limit = (limit: number | null, userId = ORGANIZER): SeatRequest => ({
    kind: 'setWaitlistLimit',
    userId,
    limit,
  });

  test('refuses who comes once it is full, and takes the next when somebody has left', () => {
    const first = decideAll(capacityRow({ waitlistLimit: 1 }), [join('a'), join('b'), join('c')]);
    expect(first.outcomes.map(summary)).toEqual(['CONFIRMED', 'WAITLISTED 1', 'WAITLIST_FULL']);
    const rows = [...first.ledger.changed.values()];
    const then = decideAll(first.ledger.capacity, [leave('b'), join('c'), join('d'), join('a')], rows);
    expect(then.outcomes.map(summary)).toEqual(['CANCELLED', 'WAITLISTED 1', 'WAITLIST_FULL', 'CONFIRMED']);
  });

  test('of 0 is none: sold out is sold out, and a seat given back goes to whoever asks next', () => {
    const requests = [join('a'), join('b'), leave('a'), join('b'), join('a')];
    const { outcomes } = decideAll(capacityRow({ waitlistLimit: 0 }), requests);
    expect(outcomes.map(summary)).toEqual(['CONFIRMED', 'WAITLIST_FULL', 'CANCELLED', 'CONFIRMED', 'WAITLIST_FULL']);
  });

  test('set below those who wait sends nobody away, and takes nobody in', () => {
    const requests = [join('a'), join('b'), join('c'), limit(1), join('d'), leave('a'), join('d')];
    const { outcomes } = decideAll(capacityRow(), requests);
    expect(outcomes.map(summary)).toEqual([
      'CONFIRMED',
      'CONFIRMED',
      'WAITLISTED 1',
      'event',
      'WAITLIST_FULL',
      'CANCELLED',
      'WAITLIST_FULL',
    ]);
  });

  test.each([-1, 1_000_001])('to %i is refused', (number) => {
    expect(decideAll(capacityRow(), [limit(number)]).outcomes.map(summary)).toEqual(['INVALID_LIMIT']);
  });

  test('is changed by the organizer alone, and not once the event is over or cancelled', () => {
    expect(decideAll(capacityRow(), [limit(5, 'a')]).outcomes.map(summary)).toEqual(['NOT_ORGANIZER']);
    expect(decideAll(capacityRow({ endsAt: NOW }), [limit(5)]).outcomes.map(summary)).toEqual(['EVENT_OVER']);
    const cancelled = capacityRow({ state: 'CANCELLED' });
    expect(decideAll(cancelled, [limit(5)]).outcomes.map(summary)).toEqual(['EVENT_CANCELLED']);
  });

  test('set to what it is changes nothing', () => {
    expect(decideAll(capacityRow({ waitlistLimit: 5 }), [limit(5)]).ledger.facts).toEqual([]);
  });
});

describe('changing the capacity', () => {
  const set = (capacity: number | null, userId = ORGANIZER): SeatRequest => ({ kind: 'setCapacity', userId, capacity });

  test('growth lets people in from the line, in order', () => {
    const requests = [join('a'), join('b'), join('c'), join('d'), set(3)];
    const { outcomes } = decideAll(capacityRow(), requests);
    expect(outcomes.map(summary)).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'WAITLISTED 1', 'event']);
  });

  test.each([3_000, null])(
    'to %s lets a long line in step by step, with never a seat free beside somebody who waits',
    (capacity) => {
      const rows = Array.from({ length: 2_500 }, (_, i) =>
        joinRow({ id: `join-${i}`, userId: `user-${i}`, status: 'WAITLISTED', lineNumber: BigInt(i + 2) }),
      );
      let row = capacityRow({ taken: 1, waitlisted: 2_500, sequence: 2_501n });
      const steps: [string, number | null, number, number][] = [];
      for (let outcome = 'unfinished'; outcome === 'unfinished'; ) {
        const line = rows.slice(rows.length - row.waitlisted).slice(0, mostPromotions(row, [set(capacity)]));
        const { outcomes, ledger } = decideAll(row, [set(capacity)], line);
        outcome = summary(outcomes[0]!);
        row = ledger.capacity;
        steps.push([outcome, row.capacity, row.taken, row.waitlisted]);
      }
      expect(steps).toEqual([
        ['unfinished', 1 + MAX_PROMOTIONS, 1_001, 1_500],
        ['unfinished', 1 + 2 * MAX_PROMOTIONS, 2_001, 500],
        ['event', capacity, 2_501, 0],
      ]);
    },
  );

  test('several times in one batch lets no more in than once', () => {
    const line = Array.from({ length: MAX_PROMOTIONS + 1 }, (_, i) => {
      const userId = `user-${i}`;
      return joinRow({ id: userId, userId, status: 'WAITLISTED', lineNumber: BigInt(i + 2) });
    });
    const row = capacityRow({ taken: 1, waitlisted: line.length, sequence: BigInt(line.length + 1) });
    const requests = [set(null), set(2 * MAX_PROMOTIONS), leave('user-0')];
    const { outcomes, ledger } = decideAll(row, requests, line.slice(0, mostPromotions(row, requests)));
    expect(outcomes.map(summary)).toEqual(['unfinished', 'unfinished', 'CANCELLED']);
    expect(ledger.capacity).toMatchObject({ capacity: 1 + MAX_PROMOTIONS, taken: 1 + MAX_PROMOTIONS, waitlisted: 0 });
  });

  test('below what is taken is refused with both numbers', () => {
    const { outcomes } = decideAll(capacityRow({ capacity: 9, taken: 7 }), [set(6)]);
    expect(outcomes[0]).toMatchObject({
      refusal: { code: 'BELOW_SEATS_TAKEN', message: expect.stringMatching(/7.*6/) },
    });
  });

  test.each([0, -1, 1_000_001])('to %i is refused', (capacity) => {
    expect(decideAll(capacityRow(), [set(capacity)]).outcomes.map(summary)).toEqual(['INVALID_CAPACITY']);
  });

  test('is too late once the event is over', () => {
    expect(decideAll(capacityRow({ endsAt: NOW }), [set(5)]).outcomes.map(summary)).toEqual(['EVENT_OVER']);
  });

  test('is the organizer’s alone', () => {
    expect(decideAll(capacityRow(), [set(5, 'a')]).outcomes.map(summary)).toEqual(['NOT_ORGANIZER']);
  });
});

describe('what an organizer does', () => {
  const deedsOf = (capacity: CapacityRow, requests: SeatRequest[]) =>
    decideAll(capacity, requests).ledger.facts.flatMap(({ type, data }) =>
      type === 'organizer.acted.v1' ? [data] : [],
    );
  const organizing = { userId: ORGANIZER };

  test('is told for the event’s log, as it was and as it is, and only when it changes something', () => {
    const requests: SeatRequest[] = [
      { kind: 'setCapacity', ...organizing, capacity: 5 },
      { kind: 'setCapacity', ...organizing, capacity: 5 },
      { kind: 'setCapacity', ...organizing, capacity: 0 },
      { kind: 'setCapacity', userId: 'a', capacity: 9 },
      { kind: 'setWaitlistLimit', ...organizing, limit: 3 },
      { kind: 'setWaitlistLimit', ...organizing, limit: 3 },
      join('a'),
      { kind: 'remove', ...organizing, attendeeId: 'a' },
      { kind: 'remove', ...organizing, attendeeId: 'a' },
    ];
    const actor = { eventId: capacityRow().eventId, actorId: ORGANIZER };
    expect(deedsOf(capacityRow({ capacity: 1 }), requests)).toEqual([
      { ...actor, action: 'CAPACITY_CHANGED', attendeeId: null, changes: [{ field: 'capacity', before: 1, after: 5 }] },
      {
        ...actor,
        action: 'WAITLIST_LIMIT_CHANGED',
        attendeeId: null,
        changes: [{ field: 'limit', before: null, after: 3 }],
      },
      { ...actor, action: 'ATTENDEE_REMOVED', attendeeId: 'a', changes: [] },
    ]);
  });

  test('in several steps is told once, at the last, from what it was before the first', () => {
    const line = Array.from({ length: MAX_PROMOTIONS + 1 }, (_, i) =>
      joinRow({ userId: `user-${i}`, status: 'WAITLISTED', lineNumber: BigInt(i + 2) }),
    );
    const row = capacityRow({ capacity: 1, taken: 1, waitlisted: line.length, sequence: BigInt(line.length + 1) });
    const first = decideAll(row, [{ kind: 'setCapacity', ...organizing, capacity: null }], line);
    expect(first.ledger.facts.some(({ type }) => type === 'organizer.acted.v1')).toBe(false);
    const outcome = first.outcomes[0]!;
    if (outcome.kind !== 'unfinished') return expect.unreachable();
    expect(deedsOf(first.ledger.capacity, [outcome.rest])).toMatchObject([
      { changes: [{ field: 'capacity', before: 1, after: null }] },
    ]);
  });
});

test('a hidden event is joined by nobody; who has a seat keeps it, and may give it to the next in line', () => {
  const first = decideAll(capacityRow({ capacity: 1 }), [join('a'), join('b')]);
  const hidden = { ...first.ledger.capacity, state: 'HIDDEN' as const };
  const requests = [join('c'), join('a'), leave('a'), join('a')];
  const { outcomes } = decideAll(hidden, requests, [...first.ledger.changed.values()]);
  expect(outcomes.map(summary)).toEqual(['EVENT_NOT_FOUND', 'CONFIRMED', 'CANCELLED', 'EVENT_NOT_FOUND']);
});
