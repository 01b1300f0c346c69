import { expect, it } from 'vitest';
import { calendarFile } from './calendar-file.ts';

it('a calendar takes the event for the one of our mails', () => {
  const text = calendarFile(
    {
      id: '01890000-0000-7000-8000-000000000001',
      title: 'Jazz; and more, in Vienna',
      startsAt: '2027-05-04T17:00:00Z',
      endsAt: '2027-05-04T19:00:00Z',
      venue: 'Town hall',
      city: null,
      country: null,
    },
    'https://x.test/events/1',
  );
  expect(text).toContain('UID:01890000-0000-7000-8000-000000000001@cityevents\r\n');
  expect(text).toContain('DTSTART:20270504T170000Z\r\nDTEND:20270504T190000Z\r\n');
  expect(text).toContain('SUMMARY:Jazz\\; and more\\, in Vienna\r\n');
  expect(text).toContain('METHOD:PUBLISH\r\n');
});
