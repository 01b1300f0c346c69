import { expect, test } from 'vitest';
import { checkRows } from './check-rows.ts';

const row = (externalId: string, changed: object = {}) => ({
  externalId,
  title: 'A conference',
  startsAt: new Date('2019-05-04T17:00:00Z'),
  endsAt: new Date('2019-05-04T20:00:00Z'),
  timezone: 'UTC',
  ...changed,
});

test('rows of the past are fine, and external ids are trimmed', () => {
  const [first] = checkRows([row(' a ')]);
  expect(first).toMatchObject({ index: 0, externalId: 'a', fields: { title: 'A conference' } });
});

test('an external id belongs to its first row, whatever that is worth; the later one says where', () => {
  const rows = checkRows([row('a', { title: '' }), row('b'), row(' a')]);
  expect(rows.map(({ problems }) => problems?.map(({ field }) => field[0]))).toEqual([
    ['title'],
    undefined,
    ['externalId'],
  ]);
  expect(rows[2]?.problems?.[0]?.message).toMatch(/index 0/);
});

test('a row’s problems are reported at once, with the path in the row', () => {
  const [bad] = checkRows([row('', { title: '', tags: ['x', ''] })]);
  expect(bad?.problems?.map(({ field }) => field)).toEqual([['externalId'], ['title'], ['tags', '1']]);
});
