import { checkEvent } from '../event-input/check-event.ts';
import { type EventFields, externalId } from '../event-input/event-fields.ts';
import type { Problem } from '../event-input/problem.ts';

/** A row as it came. */
export type ImportRow = { externalId: string };

/** A row that can be brought in, or all that is wrong with it; `index` is its place in the input. */
export type CheckedRow =
  | { index: number; externalId: string; fields: EventFields; problems?: never }
  | { index: number; externalId: string; fields?: never; problems: Problem[] };

/** Checks each row by itself, and that no two have the same external id: the first one has it. */
export function checkRows(rows: readonly ImportRow[]): CheckedRow[] {
  const firstIndex = new Map<string, number>();
  return rows.map((row, index) => {
    const key = externalId.safeParse(row.externalId);
    const problems: Problem[] = (key.error?.issues ?? []).map(({ message }) => ({ message, field: ['externalId'] }));
    if (key.success) {
      const first = firstIndex.get(key.data);
      if (first === undefined) firstIndex.set(key.data, index);
      else problems.push({ message: `The row at index ${first} has this externalId already.`, field: ['externalId'] });
    }
    const event = checkEvent(row);
    if (event.problems || !key.success || problems.length > 0) {
      return { index, externalId: row.externalId, problems: problems.concat(event.problems ?? []) };
    }
    return { index, externalId: key.data, fields: event.fields };
  });
}
