import ical, { ICalCalendarMethod } from 'ical-generator';
import { type CalendarEvent, placeLine } from './calendar-links.ts';

/** The event as an iCalendar text. It has the UID of our mails' entries, which update it when the event changes. */
export function calendarFile(event: CalendarEvent, link: string): string {
  const calendar = ical({ prodId: { company: 'CityEvents', product: 'web' }, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: `${event.id}@cityevents`,
    start: new Date(event.startsAt),
    end: new Date(event.endsAt),
    summary: event.title,
    location: placeLine(event) || null,
    url: link,
  });
  return calendar.toString();
}
