import { randomUUIDv7 } from 'node:crypto';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SeatEngine } from '../src/seats/seat-engine.ts';
import type { SeatRequest } from '../src/seats/seat-request.ts';
import { createOpenEvent } from './open-event.ts';

const ORGANIZER = randomUUIDv7();
const EVENTS = 30;
const REQUESTS = 3_000;

let testDatabase: TestDatabase;
let databases: [JoinsDatabase, JoinsDatabase];

beforeAll(async () => {
  testDatabase = await createTestDatabase('joins');
  databases = [createJoinsDatabase(testDatabase.url), createJoinsDatabase(testDatabase.url)];
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.$disconnect()));
  await testDatabase.drop();
});

const people = Array.from({ length: 40 }, () => randomUUIDv7());
const person = fc.constantFrom(...people);
const request: fc.Arbitrary<SeatRequest> = fc.oneof(
  { weight: 6, arbitrary: person.map((userId) => ({ kind: 'join' as const, userId })) },
  { weight: 3, arbitrary: person.map((userId) => ({ kind: 'leave' as const, userId })) },
  { weight: 1, arbitrary: person.map((attendeeId) => ({ kind: 'remove' as const, userId: ORGANIZER, attendeeId })) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 9 }).map((capacity) => {
      return { kind: 'setCapacity' as const, userId: ORGANIZER, capacity };
    }),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 20 }).map((limit) => {
      return { kind: 'setWaitlistLimit' as const, userId: ORGANIZER, limit };
    }),
  },
);

test('two engines that work on the same thirty events at once break nothing', async () => {
  const [database] = databases;
  const open = () => createOpenEvent(database, { organizerId: ORGANIZER, capacity: 3 });
  const eventIds = await Promise.all(Array.from({ length: EVENTS }, open));
  const engines = databases.map((each) => new SeatEngine(each, createLogger('test', 'silent'), () => {}));
  const asked = fc.sample(fc.record({ request, event: fc.nat(EVENTS - 1), engine: fc.nat(1) }), REQUESTS);

  // A hundred at a time, so that the engines meet again and again.
  const queue = asked.values();
  const outcomes = new Set<string>();
  const ask = async () => {
    for (const { request, event, engine } of queue) {
      const outcome = await engines[engine]!.submit(eventIds[event]!, request);
      outcomes.add(outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind);
    }
  };
  await Promise.all(Array.from({ length: 100 }, ask));

  const expected = ['join', 'event', 'NOT_JOINED', 'WAITLIST_FULL', 'BELOW_SEATS_TAKEN'];
  expect([...outcomes].sort()).toEqual(expected.sort());
  const broken = await database.$queryRaw<unknown[]>`
    SELECT capacity.* FROM event_capacity AS capacity
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE status = 'CONFIRMED') AS seated, count(*) FILTER (WHERE status = 'WAITLISTED') AS waiting
      FROM joins WHERE event_id = capacity.event_id
    ) AS counted
    CROSS JOIN LATERAL (SELECT sum(waiting) AS waiting FROM waitlist_blocks WHERE event_id = capacity.event_id) AS blocks
    CROSS JOIN LATERAL (
      SELECT count(*) AS facts, max(sequence) AS last,
             bool_and(in_order) AS in_order
      FROM (SELECT sequence, sequence = row_number() OVER (ORDER BY position) AS in_order
            FROM outbox WHERE aggregate_id = capacity.event_id) AS told
    ) AS outbox
    WHERE taken <> seated OR taken > capacity OR waitlisted <> counted.waiting
      OR waitlisted <> coalesce(blocks.waiting, 0) OR (waitlisted > 0 AND taken < capacity)
      OR sequence <> facts OR sequence <> last OR NOT in_order`;
  expect(broken).toEqual([]);
}, 120_000);
