import { expect, test } from 'vitest';
import { terminated } from './terminated.ts';

test('a gateway that is told to stop fails no request of those who listen', async () => {
  const { figures, violations } = await terminated({ clients: 20, loadMs: 500 });
  expect(violations).toEqual([]);
  expect(Number(figures.answered)).toBeGreaterThan(20);
});
