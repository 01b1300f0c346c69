import { expect, test } from 'vitest';
import { anySeed } from '../seed.ts';
import { killMidRun } from './kill-mid-run.ts';

test('killed twice in the midst of 1,200 operations, two processes keep tables, facts and answers in agreement', async () => {
  const seed = anySeed();
  const { violations, figures } = await killMidRun({ operations: 1_200, kills: 2, seed });
  expect(violations, `seed ${seed}`).toEqual([]);
  expect(figures).toMatchObject({ operations: 1_200, kills: 2 });
}, 300_000);
