import type { Language } from '../words/language.ts';
import type { Changed } from '../words/words.ts';
import { formatEventTime } from './event-time.ts';
import type { Row } from './layout.ts';

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

/** When and where the event is. */
export function eventRows(event: MailEvent, language: Language): Row[] {
  const { labels } = language.words;
  return [
    [labels.when, shown(event, 'time', language)],
    [labels.where, shown(event, 'place', language)],
  ];
}

/** What has changed of an event, as it was. */
export function rowsBefore(before: MailEvent, what: readonly Changed[], language: Language): Row[] {
  return what.map((change) => [language.words.labels.before[change], shown(before, change, language)]);
}

/** Where the event is, in a line. */
export function placeOf({ venue, city, country, online }: MailEvent, { place: words }: Language['words']): string {
  const place = [venue, city, country].filter(Boolean).join(', ');
  if (online) return place === '' ? words.online : words.onlineAnd(place);
  return place === '' ? words.open : place;
}

function shown(event: MailEvent, what: Changed, { words, locale }: Language): string {
  switch (what) {
    case 'title':
      return event.title;
    case 'time':
      return formatEventTime(event.startsAt, event.endsAt, event.timezone, locale);
    case 'place':
      return placeOf(event, words);
  }
}
