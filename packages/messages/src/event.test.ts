import { expect, test } from 'vitest';
import { eventSnapshot } from './event.ts';

const snapshot = {
  eventId: '019b0000-0000-7000-8000-000000000001',
  organizerId: '019b0000-0000-7000-8000-000000000002',
  title: 'Night of maps',
  startsAt: '2027-05-04T17:00:00.000Z',
  endsAt: '2027-05-04T20:00:00.000Z',
  timezone: 'Europe/Vienna',
  city: null,
  country: null,
  venue: null,
  online: true,
  url: null,
  tags: [],
  state: 'PUBLISHED',
  openingCapacity: 10,
  joinsOpenAt: null,
  joinsCloseAt: null,
  publishedAt: '2027-01-01T00:00:00.000Z',
};

test('a message from before waitlists had a limit opens without one', () => {
  expect(eventSnapshot.parse(snapshot).openingWaitlistLimit).toBeNull();
});

test('no waitlist at all is told apart from one without a limit', () => {
  expect(eventSnapshot.parse({ ...snapshot, openingWaitlistLimit: 0 }).openingWaitlistLimit).toBe(0);
});

test.each([-1, 1.5, '3'])('%o is no limit', (openingWaitlistLimit) => {
  expect(eventSnapshot.safeParse({ ...snapshot, openingWaitlistLimit }).error?.issues[0]?.path).toEqual([
    'openingWaitlistLimit',
  ]);
});
