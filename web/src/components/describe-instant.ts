import { knownZone, locale } from './event-moment.ts';

/** A moment on one zone's clock, with the zone's name: "Tue, 4 May 2027, 19:00 CEST". */
export function describeInstant(moment: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: knownZone(zone),
  }).format(new Date(moment));
}
