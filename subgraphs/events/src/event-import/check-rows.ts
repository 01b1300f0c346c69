import { checkEvent } from '../event-input/check-event.ts';
import { type EventFields, externalId, externalSequence } from '../event-input/event-fields.ts';
import type { Problem } from '../event-input/problem.ts';

/** A row as it came. */
export type ImportRow = { externalId: string; sequence?: number | null; cancelled?: boolean | null };

/** What names a row: its place in the input and the organizer's name for it. */
type Named = { index: number; externalId: string };

/** A row that can be brought in (`fields`: 'cancelled' for one that calls its event off), or all that is wrong with it. */
export type CheckedRow = Named &
  (
    | { fields: EventFields | 'cancelled'; sequence: number | null; problems?: never }
    | { fields?: never; sequence?: never; problems: Problem[] }
  );

/**
 * Checks each row by itself, and that no two have the same external id: the first one has it. Of one that was cancelled
 * nothing else is looked at: calendars say little more of those.
 */
export function checkRows(rows: readonly ImportRow[]): CheckedRow[] {
  const firstIndex = new Map<string, number>();
  return rows.map((row, index): CheckedRow => {
    const key = externalId.safeParse(row.externalId);
    const sequence = externalSequence.safeParse(row.sequence ?? null);
    const problems: Problem[] = [
      ...(key.error?.issues ?? []).map(({ message }) => ({ message, field: ['externalId'] })),
      ...(sequence.error?.issues ?? []).map(({ message }) => ({ message, field: ['sequence'] })),
    ];
    if (key.success) {
      const first = firstIndex.get(key.data);
      if (first === undefined) firstIndex.set(key.data, index);
      else problems.push({ message: `The row at index ${first} has this externalId already.`, field: ['externalId'] });
    }
    const event = row.cancelled ? { fields: 'cancelled' as const } : checkEvent(row);
    if ('problems' in event) problems.push(...(event.problems ?? []));
    if (!event.fields || !key.success || !sequence.success || problems.length > 0) {
      return { index, externalId: row.externalId, problems };
    }
    return { index, externalId: key.data, fields: event.fields, sequence: sequence.data };
  });
}
