import { expect, test } from 'vitest';
import { anySeed } from '../seed.ts';
import { frozenProcess } from './frozen-process.ts';

test('a process that stood still in the midst of transactions leaves none open, and goes on', async () => {
  const seed = anySeed();
  // Past what the process allows a wait for a connection, and past what the server allows a silent transaction.
  const { violations, figures } = await frozenProcess({ freezeSeconds: [3, 11], seed });
  expect(violations, `seed ${seed}`).toEqual([]);
  expect(figures['ended by the server']).toBeGreaterThan(0);
}, 300_000);
