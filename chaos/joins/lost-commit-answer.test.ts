import { expect, test } from 'vitest';
import { anySeed } from '../seed.ts';
import { lostCommitAnswer } from './lost-commit-answer.ts';

test('what was committed without an answer, and is asked for again, has been done once', async () => {
  const seed = anySeed();
  const { violations, figures } = await lostCommitAnswer({ cuts: 12, seed });
  expect(violations, `seed ${seed}`).toEqual([]);
  expect(figures.cuts).toBe(12);
}, 300_000);
