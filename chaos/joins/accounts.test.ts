import type { JoinMessage } from '@cityevents/messages/join';
import { beforeEach, describe, expect, test } from 'vitest';
import { Accounts } from './accounts.ts';
import type { StoredEvent } from './replay.ts';
import type { Answer, Operation } from './seat-client.ts';

const eventId = 'event';
let accounts: Accounts;
beforeEach(() => {
  accounts = new Accounts();
});

const told = (kind: 'join' | 'leave', status: string, joinId = 'join-ann') =>
  accounts.add({ kind, eventId, userId: 'ann' }, { kind: 'join', joinId, status, waitlistPosition: null });
const refused = (kind: 'join' | 'leave', code: string) =>
  accounts.add({ kind, eventId, userId: 'ann' }, { kind: 'refused', code });
const stored = (status: string | null, capacity: number | null = 1): StoredEvent => ({
  eventId,
  capacity,
  taken: 0,
  waitlisted: 0,
  sequence: 0,
  joins: status === null ? [] : [{ joinId: 'join-ann', userId: 'ann', status, lineNumber: 1 }],
});
/** Facts about ann; only their kinds are looked at. */
const facts = (...types: string[]) =>
  types.map((type) => ({ type: `join.${type}.v1`, data: { userId: 'ann' } })) as JoinMessage[];

describe('nothing is broken when', () => {
  test.each<[string, string | null, JoinMessage[], () => void]>([
    ['who has a seat was told so', 'CONFIRMED', facts('confirmed'), () => told('join', 'CONFIRMED')],
    ['who waited was let in since', 'CONFIRMED', facts('waitlisted', 'promoted'), () => told('join', 'WAITLISTED')],
    [
      'who asked twice is there once',
      'CONFIRMED',
      facts('confirmed'),
      () => {
        told('join', 'CONFIRMED');
        told('join', 'CONFIRMED');
      },
    ],
    [
      'who left was told so',
      'CANCELLED',
      facts('confirmed', 'cancelled'),
      () => {
        told('join', 'CONFIRMED');
        told('leave', 'CANCELLED');
      },
    ],
    ['who never joined could not leave', null, [], () => refused('leave', 'NOT_JOINED')],
    ['who was refused is not there', null, [], () => refused('join', 'WAITLIST_FULL')],
  ])('%s', (_, status, all, tell) => {
    tell();
    expect(accounts.findBroken(stored(status), all)).toEqual([]);
  });
});

describe('it finds', () => {
  test.each<[string, RegExp, string | null, JoinMessage[], () => void]>([
    [
      'an acknowledged join that isn’t stored',
      /join join-ann, stored is none/,
      null,
      [],
      () => told('join', 'CONFIRMED'),
    ],
    [
      'a seat that became a place in line',
      /last told CONFIRMED, stored is WAITLISTED/,
      'WAITLISTED',
      facts('confirmed'),
      () => told('join', 'CONFIRMED'),
    ],
    [
      'an acknowledged leave that isn’t stored',
      /last told CANCELLED, stored is CONFIRMED/,
      'CONFIRMED',
      facts('confirmed', 'cancelled'),
      () => {
        told('join', 'CONFIRMED');
        told('leave', 'CANCELLED');
      },
    ],
    [
      'a join done twice',
      /let in 1 times, by 2 facts/,
      'CONFIRMED',
      facts('confirmed', 'confirmed'),
      () => told('join', 'CONFIRMED'),
    ],
    ['a join without a fact', /let in 1 times, by 0 facts/, 'CONFIRMED', [], () => told('join', 'CONFIRMED')],
    [
      'a leave that nobody asked for',
      /left 0 times, by 1 facts/,
      'CONFIRMED',
      facts('confirmed', 'cancelled'),
      () => told('join', 'CONFIRMED'),
    ],
    ['a join of somebody who never asked', /ann has a join and never asked/, 'CONFIRMED', [], () => {}],
    [
      'two joins told to one person',
      /as join-ann and as join-new/,
      'CONFIRMED',
      facts('confirmed'),
      () => {
        told('join', 'CONFIRMED');
        told('join', 'CONFIRMED', 'join-new');
      },
    ],
    [
      'a seat taken away',
      /lost a seat/,
      'WAITLISTED',
      facts('confirmed'),
      () => {
        told('join', 'CONFIRMED');
        told('join', 'WAITLISTED');
      },
    ],
    [
      'a join answered with a leave',
      /was told CANCELLED when they asked to join/,
      'CANCELLED',
      [],
      () => told('join', 'CANCELLED'),
    ],
    [
      'a join forgotten',
      /was told NOT_JOINED having joined/,
      'CONFIRMED',
      facts('confirmed'),
      () => {
        told('join', 'CONFIRMED');
        refused('leave', 'NOT_JOINED');
      },
    ],
  ])('%s', (_, expected, status, all, tell) => {
    tell();
    expect(accounts.findBroken(stored(status), all)).toContainEqual(expect.stringMatching(expected));
  });

  test('a capacity that was set and isn’t stored', () => {
    const set = (capacity: number, answer: Answer) =>
      accounts.add({ kind: 'setCapacity', eventId, userId: 'organizer', capacity } satisfies Operation, answer);
    set(5, { kind: 'capacity' });
    set(2, { kind: 'refused', code: 'BELOW_SEATS_TAKEN' });
    expect(accounts.findBroken(stored(null, 5), [])).toEqual([]);
    expect(accounts.findBroken(stored(null, 2), [])).toContainEqual(expect.stringMatching(/was set to 5, stored is 2/));
  });
});
