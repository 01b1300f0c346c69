import { expect, test } from 'vitest';
import { contradictingTimes, pastEnd } from './event-times.ts';

const at = (hour: number) => new Date(Date.UTC(2027, 4, 4, hour));
const backwards = { startsAt: at(20), endsAt: at(17), joinsOpenAt: null, joinsCloseAt: null };
const blamed = (times: Parameters<typeof contradictingTimes>[0], ...given: string[]) =>
  contradictingTimes(times, new Set(given)).map(({ field }) => field[0]);

test('the blame falls on the time that was given', () => {
  expect(blamed(backwards, 'startsAt', 'endsAt')).toEqual(['endsAt']);
  expect(blamed(backwards, 'startsAt')).toEqual(['startsAt']);
  expect(blamed({ startsAt: at(1), endsAt: at(2), joinsCloseAt: at(3), joinsOpenAt: null }, 'endsAt')).toEqual([
    'endsAt',
  ]);
});

test('who changes something else is not blamed for the times', () => {
  expect(blamed(backwards, 'title')).toEqual([]);
});

test('clearing the closing time is blamed when joining would then open after the end', () => {
  const times = { startsAt: at(1), endsAt: at(2), joinsOpenAt: at(3), joinsCloseAt: null };
  expect(blamed(times, 'joinsCloseAt')).toEqual(['joinsCloseAt']);
});

test('an end is past from its very moment', () => {
  expect([at(11), at(12), at(13)].map((end) => pastEnd(end, at(12)).length)).toEqual([1, 1, 0]);
});
