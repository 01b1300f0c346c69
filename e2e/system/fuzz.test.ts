import { fuzz } from '@cityevents/chaos/gateway/fuzz';
import { anySeed } from '@cityevents/chaos/seed';
import { expect, test } from 'vitest';
import { environment } from './running-system.ts';

test('operations made up from the schema are answered or refused, and tell nothing of what is inside', async () => {
  const seed = anySeed();
  const { figures, violations } = await fuzz({ operations: 300, seed, environment });
  expect(violations, `seed ${seed}`).toEqual([]);
  // What is made up isn't all refused: then nothing would have been tried.
  expect(Number(figures.answered), JSON.stringify(figures)).toBeGreaterThan(40);
}, 120_000);
