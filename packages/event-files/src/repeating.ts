import ICAL from 'ical.js';
import type { Written } from './ical-times.ts';
import { TimeProblem } from './ical-times.ts';

const DAYS_AHEAD = 366;
const MOST_DATES = 100;
/** Dates looked at, those that are long past among them: a rule may begin in another century. */
const MOST_STEPS = 20_000;

/** One date of an event that repeats. */
export type OneDate = { from: Written; to: Written | null };

/**
 * The dates of an event that repeats (RRULE and RDATE, without EXDATE) which end after a moment and begin within a year of it, a hundred
 * at most. Each lasts as long, by the clocks, as the first.
 *
 * @throws TimeProblem when the rule gives no dates that can be told.
 */
export function datesOf(event: ICAL.Component, start: Written, end: Written | null, now: Date): OneDate[] {
  const first = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  const last = first.add({ hours: DAYS_AHEAD * 24 });
  const length = end && lengthBetween(start, end);
  const dates: OneDate[] = [];
  for (const at of occurrences(event)) {
    const from = { ...start, local: toLocal(at, start) };
    const to = end && length && { ...end, local: from.local.add(length) };
    const begins = momentOf(from);
    if (Temporal.Instant.compare(begins, last) > 0 || dates.length === MOST_DATES) break;
    if (Temporal.Instant.compare(to ? momentOf(to) : begins, first) > 0) dates.push({ from, to });
  }
  return dates;
}

function momentOf({ local, zone }: Written): Temporal.Instant {
  return Temporal.Instant.from(zone.toMoment(local));
}

function* occurrences(event: ICAL.Component): Generator<ICAL.Time> {
  try {
    const dates = new ICAL.Event(event).iterator();
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      const next = dates.next();
      if (!next) return;
      yield next;
    }
  } catch (error) {
    throw new TimeProblem(`the dates at which it repeats can't be told: ${(error as Error).message.slice(0, 120)}`);
  }
}

/** As the first date is written: a day, or a time of a day. */
function toLocal({ year, month, day, hour, minute, second }: ICAL.Time, { local }: Written): Written['local'] {
  if (!('hour' in local)) return Temporal.PlainDate.from({ year, month, day });
  return Temporal.PlainDateTime.from({ year, month, day, hour, minute, second });
}

function lengthBetween({ local: from }: Written, { local: to }: Written): Temporal.Duration {
  if ('hour' in from && 'hour' in to) return from.until(to);
  const day = (local: Written['local']) => ('hour' in local ? local.toPlainDate() : local);
  return day(from).until(day(to));
}
