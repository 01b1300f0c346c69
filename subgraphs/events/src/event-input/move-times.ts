import type { EventFields } from './event-fields.ts';

/** An event's times, and the zone whose clocks people there go by. */
export type Times = Pick<EventFields, 'startsAt' | 'endsAt' | 'joinsOpenAt' | 'joinsCloseAt' | 'timezone'>;

/**
 * The times of an event that starts at another moment: the others lie as far from the start as before by the clocks of its
 * zone. What opened at noon two weeks before still does, with a change of the clocks in between.
 *
 * A time that the clocks skip is taken by those from before the change, and of one that they show twice the first is
 * meant, as RFC 5545 (3.3.5) has it; unless the event would then end before it starts: then the second.
 */
export function startingAt(times: Times, startsAt: Date): Times {
  const { timezone } = times;
  const from = inZone(times.startsAt, timezone).toPlainDateTime();
  const to = inZone(startsAt, timezone).toPlainDateTime();
  const moved = (moment: Date): Temporal.PlainDateTime => {
    const distance = from.until(inZone(moment, timezone).toPlainDateTime(), { largestUnit: 'day' });
    return to.add(distance);
  };
  const toMoment = (local: Temporal.PlainDateTime, disambiguation: 'compatible' | 'later' = 'compatible') =>
    new Date(local.toZonedDateTime(timezone, { disambiguation }).epochMilliseconds);

  const end = moved(times.endsAt);
  const first = toMoment(end);
  return {
    timezone,
    startsAt,
    endsAt: first > startsAt ? first : toMoment(end, 'later'),
    joinsOpenAt: times.joinsOpenAt && toMoment(moved(times.joinsOpenAt)),
    joinsCloseAt: times.joinsCloseAt && toMoment(moved(times.joinsCloseAt)),
  };
}

function inZone(moment: Date, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timezone);
}
