/**
 * From when to when, as a person at the event would say it: "Saturday 21 November 2026 at 18:00 – 20:00 CET
 * (Europe/Berlin)". Falls back to UTC where the runtime doesn't know the zone.
 */
export function formatEventTime(startsAt: Date, endsAt: Date, timezone: string): string {
  const zone = isKnownZone(timezone) ? timezone : 'UTC';
  const range = new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  }).formatRange(startsAt, endsAt);
  return zone === 'UTC' ? range : `${range} (${zone})`;
}

function isKnownZone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}
