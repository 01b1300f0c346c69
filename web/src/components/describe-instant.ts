import { dateFormat } from './date-format.ts';

const style: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
};

/** A moment on one zone's clock, with the zone's name: "Tue, 4 May 2027, 19:00 CEST". */
export function describeInstant(moment: string, zone: string): string {
  return dateFormat(style, zone).format(new Date(moment));
}
