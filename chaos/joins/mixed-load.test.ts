import { expect, test } from 'vitest';
import { anySeed } from '../seed.ts';
import { mixedLoad } from './mixed-load.ts';

test('joins, leaves, changes of capacity and event facts on two processes meet no deadlock', async () => {
  const seed = anySeed();
  const { violations, figures } = await mixedLoad({ seconds: 4, seed });
  expect(violations, `seed ${seed}`).toEqual([]);
  expect(figures['event facts']).toBeGreaterThan(20);
}, 300_000);
