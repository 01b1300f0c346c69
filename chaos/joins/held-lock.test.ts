import { expect, test } from 'vitest';
import { anySeed } from '../seed.ts';
import { heldLock } from './held-lock.ts';

test("while one event's lock is held its joins are told BUSY, and no join of another event is", async () => {
  const seed = anySeed();
  const { violations } = await heldLock({ rounds: 1, holdSeconds: 1, judgesTimes: false, seed });
  expect(violations, `seed ${seed}`).toEqual([]);
}, 300_000);
