import type { MailEvent } from './mails/event-facts.ts';
import type { Changed } from './words/words.ts';

const parts: Record<Changed, (event: MailEvent) => unknown[]> = {
  title: ({ title }) => [title],
  time: ({ startsAt, endsAt, timezone }) => [startsAt.getTime(), endsAt.getTime(), timezone],
  place: ({ venue, city, country, online }) => [venue, city, country, online],
};

/** What an attendee should hear of when an event became another; nothing when only its description or tags did. */
export function eventChanges(before: MailEvent, after: MailEvent): Changed[] {
  return (['title', 'time', 'place'] as const).filter(
    (what) => JSON.stringify(parts[what](before)) !== JSON.stringify(parts[what](after)),
  );
}
