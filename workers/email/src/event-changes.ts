import { type MailEvent, placeOf } from './mails/event-mail.ts';
import { formatEventTime } from './mails/event-time.ts';

/** Something of an event that its attendees must know when it changes, as it was. */
export type EventChange = { what: 'title' | 'time' | 'place'; before: string };

/** What an attendee should hear of when an event became another; nothing when only its description or tags did. */
export function eventChanges(before: MailEvent, after: MailEvent): EventChange[] {
  const shown = (event: MailEvent) => ({
    title: event.title,
    time: formatEventTime(event.startsAt, event.endsAt, event.timezone),
    place: placeOf(event),
  });
  const [was, is] = [shown(before), shown(after)];
  return (['title', 'time', 'place'] as const)
    .filter((what) => was[what] !== is[what])
    .map((what) => ({ what, before: was[what] }));
}
