/** Days that people look for something on; `any` is no matter when. */
export const whens = ['any', 'today', 'tomorrow', 'weekend', 'week', 'month'] as const;
export type When = (typeof whens)[number];

/** From the beginning of one day to the beginning of another, as the API's filter takes them. */
export interface Span {
  readonly startsAfter: string;
  readonly startsBefore: string;
}

const saturday = 6;

/** From which day to before which other: the weekend is Saturday and Sunday, on a Sunday what is left of it. */
function daysOf(
  when: Exclude<When, 'any'>,
  today: Temporal.PlainDate,
): [from: Temporal.PlainDate, until: Temporal.PlainDate] {
  const day = (days: number) => today.add({ days });
  switch (when) {
    case 'today':
      return [today, day(1)];
    case 'tomorrow':
      return [day(1), day(2)];
    case 'weekend': {
      const untilMonday = 8 - today.dayOfWeek;
      return [day(Math.max(0, saturday - today.dayOfWeek)), day(untilMonday)];
    }
    case 'week':
      return [today, day(7)];
    case 'month':
      return [today, day(30)];
  }
}

/** The span on the viewer's clock; the same all day long, so that what was asked is not asked again. */
export function spanOf(when: Exclude<When, 'any'>, now: Temporal.ZonedDateTime): Span {
  const [from, until] = daysOf(when, now.toPlainDate());
  const start = (day: Temporal.PlainDate) => day.toZonedDateTime(now.timeZoneId).toInstant().toString();
  return { startsAfter: start(from), startsBefore: start(until) };
}
