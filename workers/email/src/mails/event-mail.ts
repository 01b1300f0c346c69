import { formatEventTime } from './event-time.ts';
import { type Mail, renderMail } from './layout.ts';

/** What mails say of an event. */
export interface MailEvent {
  title: string;
  startsAt: Date;
  endsAt: Date;
  timezone: string;
  city: string | null;
  country: string | null;
  venue: string | null;
  online: boolean;
}

/** What every mail about an event is made of. */
export interface MailFacts {
  event: MailEvent;
  /** The reader's; null while nobody has shown that the address is theirs. */
  name: string | null;
  /** The event's page. */
  link: string;
}

/** What one mail says beyond the event's facts. */
export interface EventMailContent {
  subject: string;
  heading: string;
  /** Before the event's facts. */
  opening: string;
  /** Beside when and where. */
  more?: readonly (readonly [label: string, value: string])[];
  /** What the button says. */
  action: string;
  /** After the button: how to leave. */
  closing: string;
}

/** A mail about an event, with when and where it is. */
export function renderEventMail(
  { action, more = [], ...content }: EventMailContent,
  { event, name, link }: MailFacts,
): Mail {
  const rows: (readonly [string, string])[] = [
    ['When', formatEventTime(event.startsAt, event.endsAt, event.timezone)],
    ['Where', placeOf(event)],
    ...more,
  ];
  return renderMail({ ...content, name, facts: { title: event.title, rows }, action: { label: action, link } });
}

/** Where the event is, in a line. */
export function placeOf({ venue, city, country, online }: MailEvent): string {
  const place = [venue, city, country].filter(Boolean).join(', ');
  if (online) return place === '' ? 'Online' : `Online and at ${place}`;
  return place === '' ? 'To be announced' : place;
}
