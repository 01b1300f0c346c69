import ICAL from 'ical.js';
import type { Calendar } from './ical-components.ts';
import { isZone, type LocalTime, lastSecondBefore, toMoment } from './local-time.ts';

/** When an event of a calendar is, as the API takes it. */
export type EventTimes = { startsAt: string; endsAt: string; timezone: string };

/** A time as a calendar writes it: by the clocks of a zone, or as a moment. */
export type Written = { local: LocalTime; zone: Zone };
type Zone = { name: string; toMoment: (local: LocalTime) => string };

const utc: Zone = { name: 'UTC', toMoment: (local) => toMoment(local, 'UTC') };

/**
 * A time of an event, as the property has it (null: it has none).
 *
 * @throws TimeProblem when it is no time.
 */
export function readTime(
  event: ICAL.Component,
  property: string,
  calendar: Calendar,
  standard: string,
): Written | null {
  const found = event.getFirstProperty(property);
  if (!found) return null;
  // As it stands there: the library would make a March 2nd of a February 30th.
  const text = String((found.toJSON() as unknown[])[3]);
  const isUtc = text.endsWith('Z');
  const local = parseLocal(isUtc ? text.slice(0, -1) : text, property.toUpperCase());
  if (isUtc) return { local, zone: utc };
  return {
    local,
    zone: zoneOf(String(found.getParameter('tzid') ?? calendar.timezone ?? standard), calendar, standard),
  };
}

/** What is wrong with a time, for people. */
export class TimeProblem extends Error {
  override name = 'TimeProblem';
}

function parseLocal(text: string, property: string): LocalTime {
  try {
    return text.includes('T')
      ? Temporal.PlainDateTime.from(text, { overflow: 'reject' })
      : Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    throw new TimeProblem(`${property}: ${JSON.stringify(text)} is no time that exists`);
  }
}

/** A zone by its name in the IANA database, else by what the file says of it itself. */
function zoneOf(name: string, { zones, timezone }: Calendar, standard: string): Zone {
  // Some programs put a path before the name.
  const known = [name, name.split('/').slice(-2).join('/')].find(isZone);
  if (known) return { name: known, toMoment: (local) => toMoment(local, known) };
  const explained = zones.get(name);
  if (!explained)
    throw new TimeProblem(`the timezone ${JSON.stringify(name)} is not known, and the file doesn't explain it`);
  const location = String(explained.component.getFirstPropertyValue('x-lic-location') ?? '');
  const shown = [location, timezone ?? '', standard].find(isZone) ?? 'UTC';
  return { name: shown, toMoment: (local) => momentIn(explained, local) };
}

function momentIn(zone: ICAL.Timezone, local: LocalTime): string {
  const { year, month, day, hour, minute, second } = 'hour' in local ? local : local.toPlainDateTime();
  const time = new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, zone);
  return Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1_000).toString();
}

/** From when to when it is: a whole day without an end, and a time needs one. */
export function spanOf(start: Written, end: Written | null, duration: ICAL.Duration | null): EventTimes {
  const { zone, local } = start;
  const startsAt = zone.toMoment(local);
  const timezone = zone.name;
  if ('hour' in local) {
    if (end) return { startsAt, endsAt: endOf(end), timezone };
    if (!duration) throw new TimeProblem('it has neither an end (DTEND) nor a duration (DURATION)');
    return { startsAt, endsAt: zone.toMoment(local.add(lengthOf(duration))), timezone };
  }
  if (end && 'hour' in end.local) return { startsAt, endsAt: endOf(end), timezone };
  const after = end ? (end.local as Temporal.PlainDate) : local.add(duration ? daysOf(duration) : { days: 1 });
  return { startsAt, endsAt: lastSecondBefore(after, timezone), timezone };
}

function endOf({ local, zone }: Written): string {
  return zone.toMoment(local);
}

function lengthOf({ weeks, days, hours, minutes, seconds }: ICAL.Duration) {
  return { weeks, days, hours, minutes, seconds };
}

function daysOf({ weeks, days }: ICAL.Duration) {
  return { days: Math.max(1, weeks * 7 + days) };
}
