import type { JoinMessage, Seats } from '@cityevents/messages/join';
import { describe, expect, test } from 'vitest';
import { replay, type StoredEvent, type StoredJoin } from './replay.ts';

const eventId = 'event';
const at = (sequence: number) => `2027-03-01T12:00:${String(sequence).padStart(2, '0')}.000Z`;

/** `[type, person, taken, waiting]`; for a change of capacity the person is the capacity. */
type Line = [type: string, who: string | number | null, taken: number, waitlisted: number];

/** One seat: ann takes it, bob and cid wait, ann leaves and comes again, the event grows to two seats. */
const lines: Line[] = [
  ['capacity-changed', 1, 0, 0],
  ['confirmed', 'ann', 1, 0],
  ['waitlisted', 'bob', 1, 1],
  ['waitlisted', 'cid', 1, 2],
  ['cancelled', 'ann', 0, 2],
  ['promoted', 'bob', 1, 1],
  ['waitlisted', 'ann', 1, 2],
  ['capacity-changed', 2, 1, 2],
  ['promoted', 'cid', 2, 1],
];
const stored: StoredEvent = {
  eventId,
  capacity: 2,
  taken: 2,
  waitlisted: 1,
  sequence: 9,
  joins: [
    { joinId: 'join-bob', userId: 'bob', status: 'CONFIRMED', lineNumber: 3 },
    { joinId: 'join-cid', userId: 'cid', status: 'CONFIRMED', lineNumber: 4 },
    { joinId: 'join-ann', userId: 'ann', status: 'WAITLISTED', lineNumber: 7 },
  ],
};

/** The facts of these lines, as the engine tells them. */
function tell(story: Line[]): JoinMessage[] {
  let capacity: number | null = null;
  const joinedAt = new Map<unknown, string>();
  return story.map(([type, who, taken, waitlisted], index) => {
    const sequence = index + 1;
    if (typeof who !== 'string') capacity = who;
    if (type === 'confirmed' || type === 'waitlisted') joinedAt.set(who, at(sequence));
    const seats: Seats = { capacity, taken, waitlisted };
    const person = { joinId: `join-${who}`, userId: who, joinedAt: joinedAt.get(who) };
    const data = {
      eventId,
      seats,
      ...(typeof who === 'string' && person),
      ...(type === 'waitlisted' && { position: waitlisted }),
    };
    const id = `message-${sequence}`;
    return {
      id,
      type: `join.${type}.v1`,
      owner: 'joins',
      aggregateId: eventId,
      sequence,
      occurredAt: at(sequence),
      data,
    };
  }) as JoinMessage[];
}

test('a story that is as it must be has nothing to say against it', () => {
  expect(replay(stored, tell(lines))).toEqual([]);
});

test('a story can go on without end, and without a limit of seats', () => {
  const unlimited: Line[] = [
    ['capacity-changed', null, 0, 0],
    ['confirmed', 'ann', 1, 0],
    ['cancelled', 'ann', 0, 0],
  ];
  const row = { joinId: 'join-ann', userId: 'ann', status: 'CANCELLED', lineNumber: 2 };
  expect(
    replay({ ...stored, capacity: null, taken: 0, waitlisted: 0, sequence: 3, joins: [row] }, tell(unlimited)),
  ).toEqual([]);
});

describe('in the facts it finds', () => {
  const planted: Record<string, [RegExp, (facts: JoinMessage[]) => unknown]> = {
    'one that is missing in the middle': [/sequence 7 follows 5/, (facts) => facts.splice(5, 1)],
    'one that is missing at the end': [/event_capacity is at sequence 9, the last fact at 8/, (facts) => facts.pop()],
    'one that is told twice': [/sequence 4 follows 4/, (facts) => facts.splice(4, 0, facts[3]!)],
    'two with one message id': [
      /two facts have the message id message-2/,
      (facts) => change(facts[2]!, { id: 'message-2' }),
    ],
    'one of a kind that nobody knows': [
      /join.vanished.v1 is a fact that/,
      (facts) => change(facts[4]!, { type: 'join.vanished.v1' }),
    ],
    'counts that it doesn’t lead to': [
      /at 6 tells 7 of 1 taken/,
      (facts) => changeData(facts[5]!, { seats: { capacity: 1, taken: 7, waitlisted: 1 } }),
    ],
    'a position that it doesn’t lead to': [/tells position 5 of 2/, (facts) => changeData(facts[3]!, { position: 5 })],
    'another join for the same person': [
      /ann had join join-ann, now join-new/,
      (facts) => changeData(facts[6]!, { joinId: 'join-new' }),
    ],
    'a promotion of a join that the person doesn’t have': [
      /at 6 is not about the join that bob has/,
      (facts) => changeData(facts[5]!, { joinId: 'join-new' }),
    ],
    'a moment of joining that changes on promotion': [
      /at 9 is not about the join that cid has/,
      (facts) => changeData(facts[8]!, { joinedAt: at(9) }),
    ],
  };
  test.each(Object.entries(planted))('%s', (_, [expected, plant]) => {
    const facts = structuredClone(tell(lines));
    plant(facts);
    expect(replay(stored, facts)).toContainEqual(expect.stringMatching(expected));
  });
});

describe('in the story it finds', () => {
  const open: Line = ['capacity-changed', 1, 0, 0];
  const planted: Record<string, [RegExp, Line[]]> = {
    'a seat given that isn’t there': [
      /join.confirmed.v1 at 3 while no seat is free/,
      [open, ['confirmed', 'ann', 1, 0], ['confirmed', 'bob', 2, 0]],
    ],
    'a promotion to a seat that isn’t there': [
      /join.promoted.v1 at 4 while no seat is free/,
      [open, ['confirmed', 'ann', 1, 0], ['waitlisted', 'bob', 1, 1], ['promoted', 'bob', 2, 0]],
    ],
    'somebody sent into the line beside a free seat': [
      /join.waitlisted.v1 at 2 while a seat is free/,
      [open, ['waitlisted', 'ann', 0, 1]],
    ],
    'somebody who passes the line': [
      /join.confirmed.v1 at 5 passes 1 in line/,
      [
        open,
        ['confirmed', 'ann', 1, 0],
        ['waitlisted', 'bob', 1, 1],
        ['cancelled', 'ann', 0, 1],
        ['confirmed', 'cid', 1, 1],
      ],
    ],
    'a line served out of order': [
      /cid is let in, first in line is bob/,
      [
        open,
        ['confirmed', 'ann', 1, 0],
        ['waitlisted', 'bob', 1, 1],
        ['waitlisted', 'cid', 1, 2],
        ['cancelled', 'ann', 0, 2],
        ['promoted', 'cid', 1, 1],
      ],
    ],
    'a promotion of nobody in line': [/ann is let in, first in line is nobody/, [open, ['promoted', 'ann', 1, -1]]],
    'a free seat that nobody in line is given': [
      /1 wait while a seat is free/,
      [open, ['confirmed', 'ann', 1, 0], ['waitlisted', 'bob', 1, 1], ['cancelled', 'ann', 0, 1]],
    ],
    'somebody let in twice': [
      /ann is CONFIRMED already/,
      [
        ['capacity-changed', 9, 0, 0],
        ['confirmed', 'ann', 1, 0],
        ['confirmed', 'ann', 2, 0],
      ],
    ],
    'somebody let in at the door without a seat': [
      /ann is nothing, not CONFIRMED/,
      [open, ['checked-in', 'ann', 0, 0]],
    ],
    'somebody let in at the door twice': [
      /ann is CHECKED_IN, not CONFIRMED/,
      [open, ['confirmed', 'ann', 1, 0], ['checked-in', 'ann', 1, 0], ['checked-in', 'ann', 1, 0]],
    ],
    'a check-in undone that was none': [
      /ann is CONFIRMED, not CHECKED_IN/,
      [open, ['confirmed', 'ann', 1, 0], ['check-in-undone', 'ann', 1, 0]],
    ],
    'somebody who leaves without having come': [/ann had neither seat nor place/, [open, ['cancelled', 'ann', 0, 0]]],
    'somebody who leaves twice': [
      /at 4: ann had neither seat nor place/,
      [open, ['confirmed', 'ann', 1, 0], ['cancelled', 'ann', 0, 0], ['cancelled', 'ann', 0, 0]],
    ],
  };
  test.each(Object.entries(planted))('%s', (_, [expected, story]) => {
    expect(replay(stored, tell(story))).toContainEqual(expect.stringMatching(expected));
  });
});

describe('in the tables it finds', () => {
  const [bob, cid, ann] = stored.joins as [StoredJoin, StoredJoin, StoredJoin];
  const planted: Record<string, [RegExp, Partial<StoredEvent>]> = {
    'a sequence ahead of the facts': [/at sequence 10, the last fact at 9/, { sequence: 10 }],
    'another count of seats': [/event_capacity says 1 of 2 taken/, { taken: 1 }],
    'another length of the line': [/2 taken, 0 waiting, the facts/, { waitlisted: 0 }],
    'another capacity': [/event_capacity says 2 of 3 taken/, { capacity: 3 }],
    'a join that nobody told of': [
      /of eve joins says CONFIRMED .* the facts nothing/,
      { joins: [...stored.joins, { ...ann, userId: 'eve', status: 'CONFIRMED' }] },
    ],
    'no join where one was told of': [/of ann joins says nothing, the facts WAITLISTED/, { joins: [bob, cid] }],
    'another status': [/of cid joins says CANCELLED/, { joins: [bob, { ...cid, status: 'CANCELLED' }, ann] }],
    'another place in line': [
      /of ann joins says WAITLISTED as join-ann, number 2,/,
      { joins: [bob, cid, { ...ann, lineNumber: 2 }] },
    ],
    'another join': [/of bob joins says CONFIRMED as join-new/, { joins: [{ ...bob, joinId: 'join-new' }, cid, ann] }],
    'two joins of one person': [/ann has two joins/, { joins: [...stored.joins, ann] }],
  };
  test.each(Object.entries(planted))('%s', (_, [expected, changed]) => {
    expect(replay({ ...stored, ...changed }, tell(lines))).toContainEqual(expect.stringMatching(expected));
  });
});

function change(fact: JoinMessage, fields: object): void {
  Object.assign(fact, fields);
}

function changeData(fact: JoinMessage, fields: object): void {
  Object.assign(fact.data, fields);
}
