/** When something happens, in words, on the viewer's clock and on the event's. */
export interface Moment {
  /** In the viewer's own zone, for example "Tue, 4 May, 19:00". */
  readonly own: string;
  /** In the event's zone with its name, for example "Tue, 4 May, 13:00 GMT-4"; null when both clocks agree. */
  readonly there: string | null;
}

/** The texts are English, so dates are too; which English (day or month first) is the browser's choice. */
export function dateLocale(preferred: string | undefined): string {
  return preferred?.toLowerCase().startsWith('en') ? preferred : 'en-GB';
}

/** The browser's locale for dates. */
export const locale = dateLocale(globalThis.navigator?.language);

/** Hours of a 24-hour clock have two digits (09:30), hours of a 12-hour clock as many as they need (9:30 am). */
const hour =
  new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hourCycle === 'h23' ? '2-digit' : 'numeric';

/** The zone itself, or UTC for a name this browser doesn't know (data from elsewhere may carry one). */
export function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

/** The zone this browser's clock is in. */
export const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

function wallClock(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'long', hourCycle: 'h23' })
    .format(at)
    .replace(/\s\S+$/, '');
}

/** Whether clocks in both zones show the same at that moment; Vienna and Berlin do. */
export function clocksAgree(at: Date, zone: string, other: string): boolean {
  return wallClock(at, knownZone(zone)) === wallClock(at, knownZone(other));
}

/** A card's line about when: short, with the year only when it isn't this one. */
export function describeMoment(startsAt: string, eventZone: string, viewerZone: string, now: Date): Moment {
  const at = new Date(startsAt);
  const style: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour,
    minute: '2-digit',
    ...(at.getUTCFullYear() === now.getUTCFullYear() ? {} : { year: 'numeric' }),
  };
  const format = (timeZone: string, extra: Intl.DateTimeFormatOptions = {}) =>
    new Intl.DateTimeFormat(locale, { ...style, ...extra, timeZone: knownZone(timeZone) }).format(at);
  return {
    own: format(viewerZone),
    there: clocksAgree(at, eventZone, viewerZone) ? null : format(eventZone, { timeZoneName: 'short' }),
  };
}

/** From when to when, on one zone's clock and with its name; a common day is said once. */
export function describeSpan(startsAt: string, endsAt: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour,
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: knownZone(zone),
  }).formatRange(new Date(startsAt), new Date(endsAt));
}

/** The day as a card's stub shows it, on the viewer's clock. */
export function describeDay(startsAt: string, viewerZone: string): { month: string; day: string; weekday: string } {
  const at = new Date(startsAt);
  const part = (style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...style, timeZone: knownZone(viewerZone) }).format(at);
  return { month: part({ month: 'short' }), day: part({ day: 'numeric' }), weekday: part({ weekday: 'short' }) };
}
