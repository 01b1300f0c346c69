import ical, { ICalEventStatus } from 'ical-generator';
import { type ExportedEvent, uidOf } from './exported-event.ts';

const statuses = {
  DRAFT: ICalEventStatus.TENTATIVE,
  PUBLISHED: ICalEventStatus.CONFIRMED,
  ENDED: ICalEventStatus.CONFIRMED,
  CANCELLED: ICalEventStatus.CANCELLED,
};

/**
 * Events as a calendar file (RFC 5545), drafts as tentative. Times are by the clocks of each event's zone, which goes by its IANA name
 * alone: every calendar knows those. (Of an hour that the clocks show twice the format knows the first alone.) readIcal reads it again.
 */
export function writeIcal(events: readonly ExportedEvent[], now: Date): string {
  const calendar = ical({ prodId: { company: 'CityEvents', product: 'export' }, name: 'CityEvents' });
  for (const event of events) {
    const place = [event.venue, event.city, event.country].filter((part) => part !== null).join(', ');
    calendar.createEvent({
      id: uidOf(event),
      stamp: now,
      start: inZone(event.startsAt, event.timezone),
      end: inZone(event.endsAt, event.timezone),
      timezone: event.timezone === 'UTC' ? null : event.timezone,
      summary: event.title,
      description: event.description || null,
      location: place || null,
      url: event.url,
      status: statuses[event.status],
      categories: event.tags.map((name) => ({ name })),
    });
  }
  return calendar.toString();
}

function inZone(moment: string, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(timezone);
}
