import { expect, it } from 'vitest';
import { googleCalendarAddress, mapAddress } from './calendar-links.ts';

const event = {
  id: '01890000-0000-7000-8000-000000000001',
  title: 'Jazz & more',
  startsAt: '2027-05-04T19:00:00+02:00',
  endsAt: '2027-05-04T21:30:00.250Z',
  venue: 'Town hall',
  city: 'Wien',
  country: null,
};

it('Google’s calendar is given the event in UTC', () => {
  const { searchParams } = new URL(googleCalendarAddress(event, 'https://x.test/events/1'));
  expect(searchParams.get('text')).toBe('Jazz & more');
  expect(searchParams.get('dates')).toBe('20270504T170000Z/20270504T213000Z');
  expect(searchParams.get('location')).toBe('Town hall, Wien');
});

it('a place is looked for by all that is known of it, and nothing is no place', () => {
  expect(new URL(mapAddress(event)!).searchParams.get('query')).toBe('Town hall, Wien');
  expect(mapAddress({ venue: null, city: null, country: null })).toBeNull();
});
