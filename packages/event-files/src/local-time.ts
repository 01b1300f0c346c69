/** A day, or a time of a day, as a file writes it; to be understood in some zone. */
export type LocalTime = Temporal.PlainDate | Temporal.PlainDateTime;

/**
 * The moment at which clocks of the zone show a time, or a day begins. Of a time that clocks skip, or show twice, RFC 5545
 * (3.3.5) says what is meant: what clocks from before the change would show, and the first of the two.
 */
export function toMoment(local: LocalTime, timezone: string): string {
  return local.toZonedDateTime(timezone).toInstant().toString();
}

/** The last second of what ends with the beginning of a day: 23:59:59 the day before. */
export function lastSecondBefore(day: Temporal.PlainDate, timezone: string): string {
  return day.toZonedDateTime(timezone).toInstant().subtract({ seconds: 1 }).toString();
}

/** Whether the IANA database has a zone of this name. */
export function isZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && Temporal.Now.instant().toZonedDateTimeISO(name) !== undefined;
  } catch {
    return false;
  }
}
