import type ICAL from 'ical.js';
import type { FileContent, FileEvent, ImportEventInput, ReadOptions, RefusedRow } from './file-event.ts';
import { type Calendar, type Component, readComponents } from './ical-components.ts';
import { readTime, spanOf, TimeProblem, type Written } from './ical-times.ts';
import { datesOf } from './repeating.ts';

/**
 * What a calendar file (RFC 5545) says, each VEVENT being a row.
 *
 * | event | from |
 * | --- | --- |
 * | externalId, sequence | UID, SEQUENCE. Of several rows of one UID the one of the highest SEQUENCE counts, of equals the last |
 * | cancelled | STATUS:CANCELLED, or METHOD:CANCEL of the whole file |
 * | title, description, url | SUMMARY, DESCRIPTION, URL |
 * | startsAt, endsAt | DTSTART with DTEND or DURATION; a whole day ends with its last second, and lasts one day if nothing else is said |
 * | timezone | the TZID's IANA zone, else X-WR-TIMEZONE, else what the options say; Z is UTC |
 * | venue, online | LOCATION, or online where that is a web address |
 * | tags | CATEGORIES, the first ten |
 *
 * An event that repeats (RRULE, RDATE) becomes an event for each date of the coming year, a hundred at most, known by UID and
 * date; a row for one of the dates (RECURRENCE-ID) takes its place. Without such dates to come it is passed over.
 */
export function readIcal(text: string, options: ReadOptions): FileContent {
  const calendar = readComponents(text);
  const rows = calendar.components.map((component, row) => readRow(component, row, calendar, options));
  const invalid: RefusedRow[] = [];
  const passedOver: RefusedRow[] = [];
  const byKey = new Map<string, FileEvent>();
  for (const { row, name, refusal, events, nothing } of rows) {
    if (refusal) invalid.push({ row, name, reasons: [refusal] });
    if (nothing) passedOver.push({ row, name, reasons: [nothing] });
    for (const input of events) keep(byKey, input, row);
  }
  return { lines: calendar.components.map(({ line }) => line), events: [...byKey.values()], invalid, passedOver };
}

type Row = { row: number; name: string; events: ImportEventInput[]; refusal?: string; nothing?: string };

function readRow(component: Component, row: number, calendar: Calendar, options: ReadOptions): Row {
  const { event, problem } = component;
  if (!event) return { row, name: '', events: [], refusal: problem };
  const name = shown(textOf(event, 'summary'));
  try {
    const events = eventsOf(event, calendar, options);
    const nothing = 'it repeats, and none of its dates lies in the coming year';
    return { row, name, events, ...(events.length === 0 && { nothing }) };
  } catch (error) {
    if (error instanceof TimeProblem) return { row, name, events: [], refusal: error.message };
    throw error;
  }
}

function eventsOf(event: ICAL.Component, calendar: Calendar, options: ReadOptions): ImportEventInput[] {
  const uid = textOf(event, 'uid');
  if (uid === '') throw new TimeProblem('it has no UID, by which it would be known again');
  const recurrence = readTime(event, 'recurrence-id', calendar, options.timezone);
  const start = readTime(event, 'dtstart', calendar, options.timezone);
  if (!start) throw new TimeProblem('it has no start (DTSTART)');
  const end = readTime(event, 'dtend', calendar, options.timezone);
  const duration = event.getFirstPropertyValue('duration');
  const about = aboutOf(event, calendar);
  const make = (externalId: string, from: Written, to: Written | null) => ({
    externalId,
    ...about,
    // Of what was cancelled calendars say little more.
    ...spanOf(from, about.cancelled && !to && !duration ? endOfNothing(from) : to, duration as ICAL.Duration | null),
  });
  if (recurrence) return [make(`${uid}/${recurrence.local.toString()}`, start, end)];
  const isRepeating = event.hasProperty('rrule') || event.hasProperty('rdate');
  if (!isRepeating) return [make(uid, start, end)];
  return datesOf(event, start, end, options.now).map(({ from, to }) =>
    make(`${uid}/${from.local.toString()}`, from, to),
  );
}

function endOfNothing({ local, zone }: Written): Written {
  return { local: 'hour' in local ? local.add({ hours: 1 }) : local.add({ days: 1 }), zone };
}

function aboutOf(event: ICAL.Component, { isCancellation }: Calendar) {
  const location = textOf(event, 'location');
  const isAddress = /^https?:\/\/\S+$/i.test(location);
  const sequence = Number(event.getFirstPropertyValue('sequence') ?? Number.NaN);
  return {
    ...(Number.isInteger(sequence) && { sequence }),
    cancelled: isCancellation || textOf(event, 'status').toUpperCase() === 'CANCELLED',
    title: textOf(event, 'summary').replace(/\s+/gu, ' '),
    description: textOf(event, 'description'),
    venue: isAddress ? null : location.replace(/\s+/gu, ' ') || null,
    online: isAddress,
    url: textOf(event, 'url') || (isAddress ? location : null),
    tags: tagsOf(event),
  };
}

function textOf(event: ICAL.Component, property: string): string {
  const value = event.getFirstPropertyValue(property);
  return value === null || value === undefined ? '' : String(value).trim();
}

function tagsOf(event: ICAL.Component): string[] {
  const names = event.getAllProperties('categories').flatMap((property) => property.getValues().map(String));
  return [...new Set(names.map((name) => name.trim().toLowerCase()).filter((name) => name !== ''))].slice(0, 10);
}

/** Of two rows about one event the newer revision counts; of equals, what the file says last. */
function keep(events: Map<string, FileEvent>, input: ImportEventInput, row: number): void {
  const known = events.get(input.externalId);
  if (!known) events.set(input.externalId, { rows: [row], input });
  else if ((input.sequence ?? 0) >= (known.input.sequence ?? 0)) {
    events.set(input.externalId, { rows: [row, ...known.rows], input });
  } else known.rows.push(row);
}

/** A name as a terminal may show it. */
function shown(name: string): string {
  const clean = name.replace(/\p{Cc}/gu, ' ');
  return clean.length > 60 ? `${clean.slice(0, 60).toWellFormed()}…` : clean;
}
