/** What a calendar is told of an event. */
export interface CalendarEvent {
  readonly id: string;
  readonly title: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly venue: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

/** Where it is, in one line; empty where that isn't known. */
export function placeLine({ venue, city, country }: Pick<CalendarEvent, 'venue' | 'city' | 'country'>): string {
  return [venue, city, country].filter(Boolean).join(', ');
}

/** 20270504T170000Z, as RFC 5545 writes a moment in UTC. */
function compact(moment: string): string {
  const instant = Temporal.Instant.from(moment);
  return instant.round('second').toString().replaceAll(/[-:]/g, '');
}

/** An address that opens Google Calendar with the event filled in; its parameters are those of its event templates. */
export function googleCalendarAddress(event: CalendarEvent, link: string): string {
  const search = new URLSearchParams({
    action: 'TEMPLATE',
    text: event.title,
    dates: `${compact(event.startsAt)}/${compact(event.endsAt)}`,
    details: link,
    location: placeLine(event),
  });
  return `https://calendar.google.com/calendar/render?${search}`;
}

/** An address that shows the place on a map; null where there is no place to look for. */
export function mapAddress(event: Pick<CalendarEvent, 'venue' | 'city' | 'country'>): string | null {
  const query = placeLine(event);
  return query ? `https://www.openstreetmap.org/search?${new URLSearchParams({ query })}` : null;
}
