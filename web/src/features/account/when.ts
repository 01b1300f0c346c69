import { locale } from '../../components/event-moment.ts';

const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

/** A moment of the API in the reader's own time: "24 Nov 2026, 10:35". */
export function describeWhen(time: string): string {
  return format.format(Date.parse(time));
}
