import { dateFormat } from '../../components/date-format.ts';

/** By what numbers are counted over time. */
export type Unit = 'HOUR' | 'DAY';

/** How an hour or a day is called on the event's clock: "4 May, 19:00", "4 May". */
export function labelOf(at: string, unit: Unit, timezone: string): string {
  const style: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
  const format = dateFormat(unit === 'HOUR' ? { ...style, hour: 'numeric', minute: '2-digit' } : style, timezone);
  return format.format(new Date(at));
}

/** Numbers that begin with a moment, as rows of a chart. An hour that clocks show twice is there twice, and said so. */
export function chartRows<Point extends { readonly at: string }, Row extends object>(
  points: readonly Point[],
  unit: Unit,
  timezone: string,
  numbers: (point: Point) => Row,
): (Row & { label: string })[] {
  const seen = new Map<string, number>();
  return points.map((point) => {
    const label = labelOf(point.at, unit, timezone);
    const times = (seen.get(label) ?? 0) + 1;
    seen.set(label, times);
    return { ...numbers(point), label: times > 1 ? `${label} (${times})` : label };
  });
}

/** What share of looks became joins, in per cent; null where nobody looked. */
export function shareJoined(joined: number, views: number | null): number | null {
  return views ? Math.round((joined / views) * 100) : null;
}
