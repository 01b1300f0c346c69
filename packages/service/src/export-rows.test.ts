import { expect, test } from 'vitest';
import { exportRows } from './export-rows.ts';

/** Numbers from 1, as a table would give them. */
const numbers = (count: number) => (last: number | undefined, take: number) => {
  const from = (last ?? 0) + 1;
  return Promise.resolve(Array.from({ length: Math.min(take, count - from + 1) }, (_, i) => from + i));
};

test.each([0, 1, 999, 1_000, 1_001, 2_500])('brings all of %i rows, each once and in order', async (count) => {
  const all = Array.from({ length: count }, (_, i) => i + 1);
  expect(await exportRows(numbers(count))).toEqual({ rows: all, truncated: false });
});

test('never asks for more than a batch at once', async () => {
  const takes: number[] = [];
  await exportRows((last: number | undefined, take) => {
    takes.push(take);
    return numbers(2_500)(last, take);
  });
  expect(takes).toEqual([1_000, 1_000, 1_000]);
});

test('says so when there are more rows than an export can bring, and only then', async () => {
  const limits = { rows: 1_500, characters: 1_000_000 };
  expect(await exportRows(numbers(1_500), limits)).toMatchObject({ truncated: false });
  const { rows, truncated } = await exportRows(numbers(1_501), limits);
  expect([rows.length, truncated]).toEqual([1_500, true]);
});

test('says so when there is more text than an export can bring', async () => {
  const limits = { rows: 100, characters: 25 };
  const texts = (last: string | undefined) =>
    Promise.resolve(last === undefined ? ['12345678', 'abcdefgh', 'more'] : []);
  expect(await exportRows(texts, limits)).toEqual({ rows: ['12345678', 'abcdefgh'], truncated: true });
});
