/** What a date-and-time field says in a zone: a moment (ISO 8601, UTC), nothing yet, or why it is none. */
export type ClockReading =
  | { readonly kind: 'moment'; readonly at: string }
  | { readonly kind: 'empty' }
  /** Not a date and time, or of a zone nobody knows. */
  | { readonly kind: 'nonsense' }
  /** The clocks of that zone are put forward over it: nobody there ever sees that time. */
  | { readonly kind: 'skipped'; readonly next: string };

/**
 * Reads a wall-clock time (`2027-05-04T19:00`, as a date-and-time field has it) in an IANA zone. A time that the clocks
 * show twice, when they are put back, is its first showing.
 */
export function readClock(local: string, zone: string): ClockReading {
  if (local === '') return { kind: 'empty' };
  try {
    const wanted = Temporal.PlainDateTime.from(local);
    const there = wanted.toZonedDateTime(zone, { disambiguation: 'compatible' });
    if (!there.toPlainDateTime().equals(wanted)) return { kind: 'skipped', next: clockIn(there) };
    return { kind: 'moment', at: there.toInstant().toString() };
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return { kind: 'nonsense' };
    throw error;
  }
}

/** What the clocks of a zone show at a moment, as a date-and-time field takes it; empty for none. */
export function showClock(moment: string | null, zone: string): string {
  if (moment === null) return '';
  return clockIn(Temporal.Instant.from(moment).toZonedDateTimeISO(zone));
}

/** The same wall clock some hours later, in the field's form; empty when there is nothing to count from. */
export function hoursLater(local: string, hours: number, zone: string): string {
  const reading = readClock(local, zone);
  if (reading.kind !== 'moment') return '';
  return clockIn(Temporal.Instant.from(reading.at).add({ hours }).toZonedDateTimeISO(zone));
}

function clockIn(there: Temporal.ZonedDateTime): string {
  return there.toPlainDateTime().toString({ smallestUnit: 'minute' });
}
