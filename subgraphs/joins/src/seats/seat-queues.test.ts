import { expect, test } from 'vitest';
import { SeatQueues, type Waiting } from './seat-queues.ts';
import type { SeatOutcome } from './seat-request.ts';

const waiting = (userId: string, answers: SeatOutcome[] = [], since = performance.now()): Waiting => {
  return { request: { kind: 'join', userId }, answer: (outcome) => answers.push(outcome), fail: () => {}, since };
};

/** Whom a transaction serves: names by event. */
const namesIn = (serving: ReturnType<SeatQueues['take']>) =>
  serving && [...serving.events].map(([eventId, all]) => [eventId, ...all.map(({ request }) => request.userId)]);

function queuesOf(...requests: [eventId: string, userId: string][]): SeatQueues {
  const queues = new SeatQueues();
  for (const [eventId, userId] of requests) queues.add(eventId, waiting(userId));
  return queues;
}

test('all who wait are served together, those of one event in their order', () => {
  const queues = queuesOf(['a', '1'], ['b', '2'], ['a', '3']);
  expect(namesIn(queues.take(true))).toEqual([
    ['a', '1', '3'],
    ['b', '2'],
  ]);
  expect(queues.take(true)).toBeNull();
});

test('an event at work is not taken again until it is released', () => {
  const queues = queuesOf(['a', '1']);
  queues.take(true);
  queues.add('a', waiting('2'));
  queues.add('b', waiting('3'));
  expect(namesIn(queues.take(true))).toEqual([['b', '3']]);
  queues.release(['a']);
  expect(namesIn(queues.take(true))).toEqual([['a', '2']]);
});

test('a hot event that fills a whole batch lets the others have the next', () => {
  const queues = queuesOf(...Array.from({ length: 1_200 }, (_, i): [string, string] => ['hot', String(i)]), [
    'cold',
    'x',
  ]);
  expect(namesIn(queues.take(true))?.[0]).toHaveLength(1 + 500);
  queues.release(['hot']);
  expect(namesIn(queues.take(true))?.map(([eventId]) => eventId)).toEqual(['cold', 'hot']);
});

test('an event found held twice in a row is waited for by itself; its people keep their order', () => {
  const queues = queuesOf(['held', '1'], ['held', '2'], ['free', '3']);
  for (const _ of [1, 2]) {
    const serving = queues.take(true);
    expect(serving?.isPatient).toBe(false);
    queues.add('held', waiting('later'));
    queues.putBack('held', serving?.events.get('held') ?? [], 'held');
    queues.release(['held', 'free']);
    queues.add('free', waiting('3'));
  }
  const patient = queues.take(true);
  expect([patient?.isPatient, namesIn(patient)]).toEqual([true, [['held', '1', '2', 'later', 'later']]]);
  expect(namesIn(queues.take(true))).toEqual([['free', '3']]);
});

test('those who have waited two seconds for a held event are told BUSY', () => {
  const answers: SeatOutcome[] = [];
  const queues = new SeatQueues();
  queues.add('held', waiting('early', answers, performance.now() - 2_001));
  queues.add('held', waiting('late', answers));
  for (const _ of [1, 2]) {
    queues.putBack('held', queues.take(true)?.events.get('held') ?? [], 'held');
    queues.release(['held']);
  }
  // No transaction is left that could wait.
  expect(queues.take(false)).toBeNull();
  expect(answers).toMatchObject([{ kind: 'refused', refusal: { code: 'BUSY' } }]);
  expect(queues.take(true)).toMatchObject({ isPatient: true });
});

test('there is room for 5,000 at one event and 20,000 in all, and for others once some are taken', () => {
  const queues = new SeatQueues();
  const fill = (eventId: string, count: number) =>
    Array.from({ length: count }, (_, i) => queues.add(eventId, waiting(String(i)))).filter(Boolean).length;
  expect(['a', 'b', 'c', 'd', 'e'].map((eventId) => fill(eventId, 6_000))).toEqual([5_000, 5_000, 5_000, 5_000, 0]);
  queues.take(true);
  expect(fill('e', 6_000)).toBe(500);
});
