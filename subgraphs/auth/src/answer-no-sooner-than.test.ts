import { expect, test } from 'vitest';
import { answerNoSoonerThan } from './answer-no-sooner-than.ts';

/** A timer may fire up to a millisecond early by this clock. */
const EARLIEST = 39;

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

test('a quick answer waits, and comes out as it is', async () => {
  let answer = '';
  const time = await timeOf(async () => {
    answer = await answerNoSoonerThan(40, async () => 'here');
  });
  expect(answer).toBe('here');
  expect(time).toBeGreaterThanOrEqual(EARLIEST);
});

test('a failure waits as long', async () => {
  const failing = answerNoSoonerThan(40, () => Promise.reject(new Error('failed')));
  expect(await timeOf(() => expect(failing).rejects.toThrow('failed'))).toBeGreaterThanOrEqual(EARLIEST);
});

test('the work begins at once: its own time is no time lost', async () => {
  let begun = false;
  const answer = answerNoSoonerThan(40, async () => {
    begun = true;
  });
  expect(begun).toBe(true);
  await answer;
});
