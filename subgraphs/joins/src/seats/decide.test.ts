import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capacityRow, decideAll, ids, join, leave, NOW, ORGANIZER, remove, summary } from './decide.fixtures.ts';
import { attendeesOf, decide, mostPromotions } from './decide.ts';
import type { JoinRow, SeatRequest } from './seat-request.ts';
import { blockOf } from './waitlist-block.ts';

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
        const { ledger } = decide(capacity, locked, requests, new Map(), ids());

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
