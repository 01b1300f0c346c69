import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { MailWords } from '../words/words.ts';
import { type MailEvent, placeOf } from './event-facts.ts';

/** The event as a calendar knows it: which event, and which version of it. */
export type CalendarFacts = { event: MailEvent & { id: string; sequence: bigint }; link: string };

/** For a mail's calendar part (RFC 5546): what calendars do with it, and the iCalendar text. */
export type CalendarEntry = { method: 'REQUEST' | 'CANCEL'; content: string };

/**
 * The event as a calendar entry, which later ones update or cancel: they have the same UID, and the SEQUENCE that the
 * event's facts count. Times are in UTC, which needs no timezone's rules beside it; calendars show them in their own.
 *
 * @param people whose calendar it is, in which language, and on whose behalf it is sent; calendars want to know whom to
 *   ask about something that may change.
 */
export function calendarEntry(
  method: CalendarEntry['method'],
  { event, link }: CalendarFacts,
  people: { attendee: string; organizer: string; words: MailWords },
  now = new Date(),
): CalendarEntry {
  const calendar = ical({ prodId: { company: 'CityEvents', product: 'mail' }, method: ICalCalendarMethod[method] });
  calendar.createEvent({
    id: `${event.id}@cityevents`,
    sequence: Number(event.sequence),
    stamp: now,
    start: event.startsAt,
    end: event.endsAt,
    summary: event.title,
    location: placeOf(event, people.words),
    url: link,
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: 'CityEvents', email: people.organizer },
    attendees: [{ email: people.attendee }],
  });
  return { method, content: calendar.toString() };
}
