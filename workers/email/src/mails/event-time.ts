/**
 * From when to when, as a person at the event would say it: "Saturday 21 November 2026 at 18:00 – 20:00 CET
 * (Europe/Berlin)". Falls back to UTC where the runtime doesn't know the zone.
 */
export function formatEventTime(startsAt: Date, endsAt: Date, timezone: string, locale: string): string {
  const zone = isKnownZone(timezone) ? timezone : 'UTC';
  const range = whenIn(zone, locale).formatRange(startsAt, endsAt);
  return zone === 'UTC' ? range : `${range} (${zone})`;
}

/** A moment in UTC, for what happens nowhere in particular. */
export function formatMoment(moment: Date, locale: string): string {
  return whenIn('UTC', locale).format(moment);
}

function whenIn(timeZone: string, locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
}

function isKnownZone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}
