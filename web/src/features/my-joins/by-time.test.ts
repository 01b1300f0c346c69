import { expect, it } from 'vitest';
import { byTime } from './by-time.ts';

const now = Date.parse('2027-05-04T12:00:00Z');
const join = (
  name: string,
  startsAt: string,
  endsAt: string,
  status: 'PUBLISHED' | 'CANCELLED' | 'ENDED' = 'PUBLISHED',
) => ({
  name,
  event: { startsAt, endsAt, status },
});

it('what comes next stands first, and what is over or called off below', () => {
  const joins = [
    join('later', '2027-06-01T12:00:00Z', '2027-06-01T14:00:00Z'),
    join('over', '2027-05-01T12:00:00Z', '2027-05-01T14:00:00Z'),
    join('running', '2027-05-04T11:00:00Z', '2027-05-04T13:00:00Z'),
    join('called off', '2027-05-20T11:00:00Z', '2027-05-20T13:00:00Z', 'CANCELLED'),
    { name: 'unknown', event: null },
    { name: 'unknown too', event: null },
  ];
  const { ahead, behind } = byTime(joins, now);
  expect(ahead.map(({ name }) => name)).toEqual(['running', 'later', 'unknown', 'unknown too']);
  expect(behind.map(({ name }) => name)).toEqual(['over', 'called off']);
});
