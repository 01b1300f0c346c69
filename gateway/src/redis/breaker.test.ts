import { expect, test } from 'vitest';
import { Breaker, NotAsked } from './breaker.ts';

const answers = async () => 'an answer';
const fails = async () => {
  throw new Error('no answer');
};

test('after no answer nobody asks for a moment; then one tries, and an answer lets everybody ask again', async () => {
  const breaker = new Breaker();
  await expect(breaker.ask(fails)).rejects.toThrow('no answer');
  const now = performance.now();
  await expect(breaker.ask(answers, now)).rejects.toThrow(NotAsked);

  const pending = Promise.withResolvers<string>();
  const trial = breaker.ask(() => pending.promise, now + 2_000);
  await expect(breaker.ask(answers, now + 2_000)).rejects.toThrow(NotAsked);
  pending.resolve('an answer');
  expect(await trial).toBe('an answer');
  expect(await breaker.ask(answers, now + 2_000)).toBe('an answer');
});

test('a refusal is an answer', async () => {
  const breaker = new Breaker((rejection) => rejection === 'too much');
  await expect(breaker.ask(() => Promise.reject('too much'))).rejects.toBe('too much');
  expect(await breaker.ask(answers)).toBe('an answer');
});
