import { dateFormat } from './date-format.ts';

/** When something happens, in words, on the viewer's clock and on the event's. */
export interface Moment {
  /** In the viewer's own zone, for example "Tue, 4 May, 19:00". */
  readonly own: string;
  /** In the event's zone with its name, for example "Tue, 4 May, 13:00 GMT-4"; null when both clocks agree. */
  readonly there: string | null;
}

/** Hours of a 24-hour clock have two digits (09:30), hours of a 12-hour clock as many as they need (9:30 am). */
function hour(): '2-digit' | 'numeric' {
  return dateFormat({ hour: 'numeric' }).resolvedOptions().hourCycle === 'h23' ? '2-digit' : 'numeric';
}

/** What a clock in that zone shows, down to the second; made to be compared, not to be read. */
function wallClock(at: Date, zone: string): string {
  return dateFormat({ dateStyle: 'short', timeStyle: 'medium' }, zone).format(at);
}

/** Whether clocks in both zones show the same at that moment; Vienna and Berlin do. */
export function clocksAgree(at: Date, zone: string, other: string): boolean {
  return wallClock(at, zone) === wallClock(at, other);
}

/** A card's line about when: short, with the year only when it isn't this one. */
export function describeMoment(startsAt: string, eventZone: string, viewerZone: string, now: Date): Moment {
  const at = new Date(startsAt);
  const style: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: hour(),
    minute: '2-digit',
    ...(at.getUTCFullYear() === now.getUTCFullYear() ? {} : { year: 'numeric' }),
  };
  return {
    own: dateFormat(style, viewerZone).format(at),
    there: clocksAgree(at, eventZone, viewerZone)
      ? null
      : dateFormat({ ...style, timeZoneName: 'short' }, eventZone).format(at),
  };
}

/** From when to when, on one zone's clock and with its name; a common day is said once. */
export function describeSpan(startsAt: string, endsAt: string, zone: string): string {
  const style: Intl.DateTimeFormatOptions = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: hour(),
    minute: '2-digit',
    timeZoneName: 'short',
  };
  return dateFormat(style, zone).formatRange(new Date(startsAt), new Date(endsAt));
}

/** The day as a card's stub shows it, on the viewer's clock. */
export function describeDay(startsAt: string, viewerZone: string): { month: string; day: string; weekday: string } {
  const at = new Date(startsAt);
  const part = (style: Intl.DateTimeFormatOptions) => dateFormat(style, viewerZone).format(at);
  return { month: part({ month: 'short' }), day: part({ day: 'numeric' }), weekday: part({ weekday: 'short' }) };
}
