import { expect, test } from 'vitest';
import { EndedSessions } from './ended-sessions.ts';

const minutes = (count: number) => count * 60_000;

test('an ended session is known as long as its tokens may live, however often it is told of, and then forgotten', () => {
  const sessions = new EndedSessions();
  sessions.learn(['phone'], 0);
  sessions.learn(['phone', 'laptop'], minutes(1));
  sessions.learn([], minutes(11));
  expect([sessions.has('phone'), sessions.has('laptop'), sessions.has('tablet')]).toEqual([true, true, false]);
  sessions.learn(['tablet'], minutes(12));
  expect([sessions.has('phone'), sessions.has('laptop'), sessions.has('tablet')]).toEqual([false, true, true]);
});
