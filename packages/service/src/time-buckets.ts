/** By what something is counted over time. */
export type TimeUnit = 'HOUR' | 'DAY';

/**
 * The moments at which the hours or days of a zone begin that hold what lies from one moment up to another (included): days as its
 * calendar has them, of 23 or 25 hours when the clocks are changed. PostgreSQL's date_trunc(unit, moment, zone) gives one of them.
 */
export function bucketStarts(from: Date, to: Date, unit: TimeUnit, timezone: string): Date[] {
  const last = to.getTime();
  const starts: Date[] = [];
  const step = unit === 'HOUR' ? { hours: 1 } : { days: 1 };
  for (let at = bucketOf(from, unit, timezone); at.epochMilliseconds <= last; at = at.add(step)) {
    // A day may begin at one o'clock where the clocks skip midnight.
    const start = unit === 'DAY' ? at.startOfDay() : at;
    starts.push(new Date(start.epochMilliseconds));
  }
  return starts;
}

function bucketOf(moment: Date, unit: TimeUnit, timezone: string): Temporal.ZonedDateTime {
  const local = Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timezone);
  return unit === 'DAY' ? local.startOfDay() : local.round({ smallestUnit: 'hour', roundingMode: 'floor' });
}

/** A list of counts with one for each of the moments: those that were counted, and nothing for the others. */
export function fillBuckets<Count extends { at: Date }>(
  starts: readonly Date[],
  counted: readonly Count[],
  nothing: Omit<Count, 'at'>,
): Count[] {
  const known = new Map(counted.map((count) => [count.at.getTime(), count]));
  return starts.map((at) => known.get(at.getTime()) ?? ({ ...nothing, at } as Count));
}
