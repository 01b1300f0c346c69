import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { createJoinsDatabase, type JoinsDatabase } from '@cityevents/prisma/joins';
import { createLogger } from '@cityevents/service/logger';
import { createTestDatabase, type TestDatabase } from '@cityevents/testing/database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitlistPositions } from '../src/read/waitlist-positions.ts';
import { SeatEngine } from '../src/seats/seat-engine.ts';
import type { SeatOutcome, SeatRequest } from '../src/seats/seat-request.ts';
import { EventModel } from './event-model.ts';
import { createOpenEvent } from './open-event.ts';

// Random joins, leaves, removals, check-ins and their undoing, deleted accounts, changes of capacity and of the waitlist's limit, through two engines that come and go as
// processes do, against a model that is a list of people with seats and a list of people in line.

let testDatabase: TestDatabase;

/** What stands for a joins process: an engine with connections of its own. */
type Process = { database: JoinsDatabase; engine: SeatEngine };
let processes: [Process, Process];

function startProcess(): Process {
  const database = createJoinsDatabase(testDatabase.url, { maxConnections: 2 });
  return { database, engine: new SeatEngine(database, createLogger('model', 'silent'), () => {}) };
}

async function stopProcess({ database, engine }: Process): Promise<void> {
  await engine.idle();
  await database.$disconnect();
}

beforeAll(async () => {
  testDatabase = await createTestDatabase('joins');
  processes = [startProcess(), startProcess()];
});
afterAll(async () => {
  await Promise.all(processes.map(stopProcess));
  await testDatabase.drop();
});

const ORGANIZER = randomUUIDv7();
const people = Array.from({ length: 7 }, () => randomUUIDv7());
const person = fc.constantFrom(...people);
const orNull = (number: fc.Arbitrary<number>) => fc.option(number, { nil: null, freq: 4 });

const request: fc.Arbitrary<SeatRequest> = fc.oneof(
  { weight: 6, arbitrary: person.map((userId) => ({ kind: 'join' as const, userId })) },
  { weight: 3, arbitrary: person.map((userId) => ({ kind: 'leave' as const, userId })) },
  { weight: 1, arbitrary: person.map((attendeeId) => ({ kind: 'remove' as const, userId: ORGANIZER, attendeeId })) },
  {
    weight: 2,
    arbitrary: person.map((attendeeId) => ({ kind: 'checkIn' as const, userId: ORGANIZER, attendeeId, joinId: null })),
  },
  {
    weight: 1,
    arbitrary: person.map((attendeeId) => ({ kind: 'undoCheckIn' as const, userId: ORGANIZER, attendeeId })),
  },
  {
    weight: 1,
    arbitrary: person.map((userId) => ({ kind: 'forget' as const, userId, anonymousId: randomUUID() })),
  },
  {
    weight: 1,
    arbitrary: orNull(fc.integer({ min: 1, max: 4 })).map((capacity) => {
      return { kind: 'setCapacity' as const, userId: ORGANIZER, capacity };
    }),
  },
  {
    weight: 1,
    arbitrary: orNull(fc.integer({ min: 0, max: 3 })).map((limit) => {
      return { kind: 'setWaitlistLimit' as const, userId: ORGANIZER, limit };
    }),
  },
);
/** Requests sent in one turn to one of the two processes, which may have been started anew before. */
const step = fc.record({
  process: fc.constantFrom(0 as const, 1 as const),
  isRestarted: fc.nat(4).map((chance) => chance === 0),
  requests: fc.array(request, { minLength: 1, maxLength: 6 }),
});

const codeOf = (outcome: SeatOutcome) => (outcome.kind === 'refused' ? outcome.refusal.code : null);

test('whatever is asked, in whatever order, the database says what the model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const { database } = processes[0];
      const eventId = await createOpenEvent(database, { organizerId: ORGANIZER, capacity: 2 });
      const model = new EventModel(2);
      for (const { process, isRestarted, requests } of steps) {
        if (isRestarted) {
          await stopProcess(processes[process]);
          processes[process] = startProcess();
        }
        const { engine } = processes[process];
        const outcomes = await Promise.all(requests.map((request) => engine.submit(eventId, request)));
        expect(outcomes.map(codeOf)).toEqual(requests.map((request) => model.apply(request)));
        expect(await stateOf(processes[0].database, eventId)).toEqual(model.state());
      }
      await expectFacts(processes[0].database, eventId);
    }),
    { numRuns: 40 },
  );
}, 120_000);

/** The event as the database has it, places in line read the way the API reads them. */
async function stateOf(database: JoinsDatabase, eventId: string) {
  const event = await database.eventCapacity.findUniqueOrThrow({ where: { eventId } });
  const joins = await database.join.findMany({ where: { eventId }, orderBy: { lineNumber: 'asc' } });
  const waiting = joins.filter(({ status }) => status === 'WAITLISTED');
  const positions = await waitlistPositions(database, waiting);
  expect(positions).toEqual(waiting.map((_, index) => index + 1));
  const usersWith = (...statuses: string[]) =>
    joins
      .filter(({ status }) => statuses.includes(status))
      .map(({ userId }) => userId)
      .sort();
  const came = usersWith('CHECKED_IN');
  expect([event.checkedIn, event.cancelled]).toEqual([came.length, usersWith('CANCELLED').length]);
  return {
    capacity: event.capacity,
    waitlistLimit: event.waitlistLimit,
    taken: event.taken,
    waitlisted: event.waitlisted,
    seated: usersWith('CONFIRMED', 'CHECKED_IN'),
    came,
    line: waiting.map(({ userId }) => userId),
  };
}

/** The facts are numbered without a gap, up to the event's own sequence. */
async function expectFacts(database: JoinsDatabase, eventId: string): Promise<void> {
  const event = await database.eventCapacity.findUniqueOrThrow({ where: { eventId } });
  const facts = await database.outboxMessage.findMany({
    where: { aggregateId: eventId },
    orderBy: { position: 'asc' },
  });
  expect(facts.map(({ sequence }) => sequence)).toEqual(facts.map((_, index) => BigInt(index + 1)));
  expect(event.sequence).toBe(BigInt(facts.length));
}
