import { basename } from 'node:path';
import type { MappedEvent, Mapping, RefusedRow } from './imported-rows.ts';
import type { ReadFile } from './read-file.ts';

/** Several files as one input: rows are counted on from one to the next, and an event that two files tell of is one. */
export function joinFiles(files: readonly ReadFile[]): {
  rows: number;
  mapping: Mapping;
  place: (row: number) => string;
} {
  const byId = new Map<string, MappedEvent>();
  const mapping: Omit<Mapping, 'events'> = { invalid: [], passedOver: [] };
  const starts: number[] = [];
  let rows = 0;
  for (const file of files) {
    const first = rows;
    const moved = (refused: RefusedRow): RefusedRow => ({ ...refused, row: refused.row + first });
    starts.push(first);
    for (const event of file.mapping.events) keep(byId, { ...event, rows: event.rows.map((row) => row + first) });
    mapping.invalid.push(...file.mapping.invalid.map(moved));
    mapping.passedOver.push(...file.mapping.passedOver.map(moved));
    rows += file.rows;
  }
  const place = (row: number) => {
    const index = starts.findLastIndex((first) => first <= row);
    const file = files[index];
    if (!file || row >= rows) throw new RangeError(`there is no row ${row}`);
    const name = file.place(row - starts[index]!);
    return files.length === 1 ? name : `${basename(file.path)} ${name}`;
  };
  return { rows, mapping: { ...mapping, events: [...byId.values()] }, place };
}

/** The first one counts, unless a later one is a newer revision. */
function keep(events: Map<string, MappedEvent>, event: MappedEvent): void {
  const { externalId, sequence = 0 } = event.input;
  const known = events.get(externalId);
  if (!known) events.set(externalId, event);
  else if (sequence > (known.input.sequence ?? 0)) {
    events.set(externalId, { ...event, rows: [...event.rows, ...known.rows] });
  } else known.rows.push(...event.rows);
}
