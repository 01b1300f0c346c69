import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attendeesOf, decide, MAX_PROMOTIONS, mostPromotions } from './decide.ts';
import type { CapacityRow, Decided, JoinRow, SeatRequest } from './seat-request.ts';
import { blockOf } from './waitlist-block.ts';

const NOW = new Date('2027-03-01T12:00:00Z');
const ORGANIZER = 'organizer';

function capacityRow(overrides: Partial<CapacityRow> = {}): CapacityRow {
  return {
    eventId: '01900000-0000-7000-8000-000000000000',
    organizerId: ORGANIZER,
    capacity: 1,
    taken: 0,
    waitlisted: 0,
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

const join = (userId: string): SeatRequest => ({ kind: 'join', userId });
const leave = (userId: string): SeatRequest => ({ kind: 'leave', userId });
const remove = (attendeeId: string, userId = ORGANIZER): SeatRequest => ({ kind: 'remove', userId, attendeeId });
const ids = () => {
  let count = 0;
  return () => `join-${++count}`;
};

const summary = (outcome: Decided) => {
  if (outcome.kind === 'refused') return outcome.refusal.code;
  if (outcome.kind !== 'join') return outcome.kind;
  return outcome.waitlistPosition ? `${outcome.join.status} ${outcome.waitlistPosition}` : outcome.join.status;
};

const decideAll = (capacity: CapacityRow, requests: SeatRequest[], joins: JoinRow[] = []) =>
  decide(capacity, joins, requests, ids());

describe('joining', () => {
  test('gives seats in the order of the requests, then places in line', () => {
    const { outcomes, ledger } = decideAll(capacityRow(), [join('a'), join('b'), join('c')]);
    expect(outcomes.map(summary)).toEqual(['CONFIRMED', 'WAITLISTED 1', 'WAITLISTED 2']);
    expect(ledger.facts.map((fact) => [fact.type, fact.sequence])).toEqual([
      ['join.confirmed.v1', 1n],
      ['join.waitlisted.v1', 2n],
      ['join.waitlisted.v1', 3n],
    ]);
  });

  test('twice is the same join again, and no second fact', () => {
    const { outcomes, ledger } = decideAll(capacityRow({ capacity: 5 }), [join('a'), join('a')]);
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(ledger.capacity.taken).toBe(1);
    expect(ledger.facts).toHaveLength(1);
  });

  test('again after leaving goes to the end of the line, under the same join', () => {
    const { outcomes } = decideAll(capacityRow(), [join('a'), join('b'), leave('a'), join('a')]);
    expect(outcomes.map(summary)).toEqual(['CONFIRMED', 'CONFIRMED', 'CANCELLED', 'WAITLISTED 1']);
  });

  test.each([
    ['EVENT_CANCELLED', { state: 'CANCELLED' as const }],
    ['EVENT_OVER', { endsAt: NOW }],
    ['JOINS_NOT_OPEN', { joinsOpenAt: new Date(NOW.getTime() + 1) }],
    ['JOINS_CLOSED', { joinsCloseAt: NOW }],
  ])('is refused with %s, and nothing is written', (code, overrides) => {
    const { outcomes, ledger } = decideAll(capacityRow(overrides), [join('a')]);
    expect(outcomes.map(summary)).toEqual([code]);
    expect(ledger.facts).toEqual([]);
    expect(ledger.changed.size).toBe(0);
  });

  test('is open from the very moment joins open', () => {
    expect(decideAll(capacityRow({ joinsOpenAt: NOW }), [join('a')]).outcomes.map(summary)).toEqual(['CONFIRMED']);
  });
});

describe('leaving', () => {
  test('gives the seat to the first in line in the same batch', () => {
    const { outcomes, ledger } = decideAll(capacityRow(), [join('a'), join('b'), join('c'), leave('a')]);
    expect(outcomes.map(summary)).toEqual(['CONFIRMED', 'CONFIRMED', 'WAITLISTED 1', 'CANCELLED']);
    expect(ledger.facts.at(-1)?.type).toBe('join.promoted.v1');
  });

  test('without having joined is refused', () => {
    expect(decideAll(capacityRow(), [leave('a')]).outcomes.map(summary)).toEqual(['NOT_JOINED']);
  });

  test('a cancelled event promotes nobody', () => {
    const first = decideAll(capacityRow(), [join('a'), join('b')]);
    const state = { ...first.ledger.capacity, state: 'CANCELLED' as const };
    const { ledger } = decideAll(state, [leave('a')], [...first.ledger.changed.values()]);
    expect(ledger.facts.map((fact) => fact.type)).toEqual(['join.cancelled.v1']);
  });
});

describe('forgetting somebody', () => {
  const forget = (userId: string): SeatRequest => ({ kind: 'forget', userId, anonymousId: 'nobody' });
  const told = ({ facts }: { facts: { type: string; data: object }[] }) =>
    facts.map(({ type, data }) => [type, 'userId' in data && data.userId]);

  test('gives the seat to the first in line, then makes the join nobody’s', () => {
    const { ledger } = decideAll(capacityRow(), [join('a'), join('b'), forget('a')]);
    expect(told(ledger).slice(2)).toEqual([
      ['join.cancelled.v1', 'a'],
      ['join.promoted.v1', 'b'],
      ['join.anonymized.v1', 'a'],
    ]);
    expect(ledger.facts.at(-1)?.data).toMatchObject({ anonymousId: 'nobody', status: 'CANCELLED' });
    expect([...ledger.changed.values()].map(({ userId, status }) => [userId, status])).toEqual([
      ['b', 'CONFIRMED'],
      ['nobody', 'CANCELLED'],
    ]);
  });

  test.each([
    ['the event is over', { endsAt: NOW }, 'CONFIRMED' as const],
    ['the person is checked in', {}, 'CHECKED_IN' as const],
  ])('leaves the seat as it is when %s, and still makes it nobody’s', (_, overrides, status) => {
    const joined = decideAll(capacityRow(), [join('a')]).ledger;
    const joins = [...joined.changed.values()].map((row) => ({ ...row, status }));
    const { ledger } = decideAll({ ...joined.capacity, ...overrides }, [forget('a')], joins);
    expect(told(ledger)).toEqual([['join.anonymized.v1', 'a']]);
    expect(ledger.capacity.taken).toBe(1);
    expect([...ledger.changed.values()]).toEqual([{ ...joins[0], userId: 'nobody' }]);
  });

  test('of whom there is no join changes nothing', () => {
    expect(decideAll(capacityRow(), [forget('a')]).ledger.isChanged()).toBe(false);
  });
});

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
    const rows = joins.map(({ status }) => ({
      id: 'join',
      eventId: 'event',
      userId: 'a',
      status,
      lineNumber: 1n,
      createdAt: NOW,
    }));
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
      const eventId = 'event';
      const rows = Array.from({ length: 2_500 }, (_, i): JoinRow => {
        return {
          id: `join-${i}`,
          eventId,
          userId: `user-${i}`,
          status: 'WAITLISTED',
          lineNumber: BigInt(i + 2),
          createdAt: NOW,
        };
      });
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
    const line = Array.from({ length: MAX_PROMOTIONS + 1 }, (_, i): JoinRow => {
      const userId = `user-${i}`;
      return { id: userId, eventId: 'event', userId, status: 'WAITLISTED', lineNumber: BigInt(i + 2), createdAt: NOW };
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

test('in any sequence of batches the rules hold: no overbooking, nobody waits beside a free seat, the line is FIFO, the sequence gapless', () => {
  const person = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const request = fc.oneof(
    { weight: 5, arbitrary: person.map(join) },
    { weight: 3, arbitrary: person.map(leave) },
    { weight: 1, arbitrary: person.map((attendee) => remove(attendee)) },
    {
      weight: 1,
      arbitrary: fc
        .option(fc.integer({ min: 0, max: 3 }), { nil: null })
        .map((limit): SeatRequest => ({ kind: 'setWaitlistLimit', userId: ORGANIZER, limit })),
    },
    {
      weight: 1,
      arbitrary: fc
        .option(fc.integer({ min: 1, max: 4 }), { nil: null })
        .map((capacity): SeatRequest => ({ kind: 'setCapacity', userId: ORGANIZER, capacity })),
    },
  );
  fc.assert(
    fc.property(fc.array(fc.array(request, { minLength: 1, maxLength: 8 }), { maxLength: 12 }), (batches) => {
      let capacity = capacityRow({ capacity: 2 });
      const stored = new Map<string, JoinRow>();
      const line: string[] = [];
      const blocks = new Map<bigint, number>();
      for (const requests of batches) {
        // As the lock reads them: the requesters' rows and the head of the line, no more.
        const users = new Set(attendeesOf(requests));
        const waiting = [...stored.values()].filter((j) => j.status === 'WAITLISTED');
        const head = waiting
          .sort((x, y) => Number(x.lineNumber - y.lineNumber))
          .slice(0, mostPromotions(capacity, requests));
        const locked = [...stored.values()].filter((j) => users.has(j.userId) || head.includes(j));
        const { ledger } = decide(capacity, locked, requests, ids());

        expect(ledger.facts.map((fact) => fact.sequence)).toEqual(
          ledger.facts.map((_, i) => capacity.sequence + BigInt(i) + 1n),
        );
        for (const fact of ledger.facts) {
          const who = 'userId' in fact.data ? fact.data.userId : '';
          if (fact.type === 'join.waitlisted.v1') line.push(who);
          if (fact.type === 'join.promoted.v1') expect(line.shift()).toBe(who);
          if (fact.type === 'join.cancelled.v1' && line.includes(who)) line.splice(line.indexOf(who), 1);
        }
        capacity = ledger.capacity;
        for (const [userId, row] of ledger.changed) stored.set(userId, row);
        for (const [block, change] of ledger.lineChanges) blocks.set(block, (blocks.get(block) ?? 0) + change);

        const count = (status: string) => [...stored.values()].filter((j) => j.status === status).length;
        expect(capacity.taken).toBe(count('CONFIRMED'));
        expect(capacity.waitlisted).toBe(count('WAITLISTED'));
        expect(capacity.waitlisted).toBe(line.length);
        if (capacity.capacity !== null) expect(capacity.taken).toBeLessThanOrEqual(capacity.capacity);
        if (capacity.waitlisted > 0) expect(capacity.taken).toBe(capacity.capacity);
        for (const [block, waiting] of blocks) {
          const inBlock = [...stored.values()].filter((j) => blockOf(j.lineNumber) === block);
          expect(waiting).toBe(inBlock.filter((j) => j.status === 'WAITLISTED').length);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
