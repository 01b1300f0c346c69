import { expect, test } from 'vitest';
import { de } from '../words/de.ts';
import { en } from '../words/en.ts';
import { type MailEvent, placeOf } from './event-facts.ts';
import { formatEventTime } from './event-time.ts';

const startsAt = new Date('2026-07-01T16:00:00Z');
const endsAt = new Date('2026-07-01T18:30:00Z');
const nowhere: MailEvent = {
  title: 'Rust for Cyclists',
  startsAt,
  endsAt,
  timezone: 'Europe/Berlin',
  city: null,
  country: null,
  venue: null,
  online: false,
};

test('a place is what is known of it', () => {
  const where = (place: Partial<MailEvent>, words = en) => placeOf({ ...nowhere, ...place }, words);
  expect(where({ venue: 'c-base', city: 'Berlin', country: 'Germany' })).toBe('c-base, Berlin, Germany');
  expect(where({ online: true })).toBe('Online');
  expect(where({ online: true, city: 'Berlin' })).toBe('Online and at Berlin');
  expect(where({})).toBe('To be announced');
  expect(where({}, de)).toBe('Wird noch bekannt gegeben');
});

test('times are the place’s own, over days too, and UTC where the zone is unknown', () => {
  expect(formatEventTime(startsAt, endsAt, 'Europe/Berlin', 'en-GB')).toBe(
    'Wednesday, 1 July 2026, 18:00–20:30 CEST (Europe/Berlin)',
  );
  expect(formatEventTime(startsAt, new Date('2026-07-03T12:00:00Z'), 'Asia/Tokyo', 'en-GB')).toContain('3 July 2026');
  expect(formatEventTime(startsAt, endsAt, 'Mars/Olympus_Mons', 'en-GB')).toBe(
    'Wednesday, 1 July 2026, 16:00–18:30 UTC',
  );
});
