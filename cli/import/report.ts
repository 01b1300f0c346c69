import type { InvalidRow, Mapping } from './mapping.ts';
import type { SentEvent } from './send-events.ts';

export interface ImportReport {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  /** Rows that say what an earlier one said already. */
  merged: number;
  invalid: InvalidRow[];
  /** Merged rows that don't agree with the one that counts. */
  disagreements: { rows: number[]; name: string; fields: string[] }[];
}

/** Accounts for every row of the input. */
export function reportImport(rowCount: number, mapping: Mapping, sent: SentEvent[]): ImportReport {
  const count = (outcome: SentEvent['outcome']) => sent.filter((event) => event.outcome === outcome).length;
  const refused = sent
    .filter(({ outcome }) => outcome === 'INVALID')
    .map(({ event, errors }) => ({ row: event.rows[0]!, name: event.input.title, reasons: errors }));
  return {
    rows: rowCount,
    created: count('CREATED'),
    updated: count('UPDATED'),
    unchanged: count('UNCHANGED'),
    merged: mapping.events.reduce((sum, { rows }) => sum + rows.length - 1, 0),
    invalid: [...mapping.invalid, ...refused].sort((a, b) => a.row - b.row),
    disagreements: mapping.events
      .filter((event) => event.disagreements.length > 0)
      .map((event) => ({ rows: event.rows, name: event.input.title, fields: event.disagreements })),
  };
}

/** What one may want to do next: drop the imported event that comes first. Undefined when none is still to come. */
export function nextStep(sent: SentEvent[], publicUrl: string, now: Date): string | undefined {
  const toCome = sent.filter(({ event, eventId }) => eventId !== null && new Date(event.input.startsAt) > now);
  const [next] = toCome.sort((a, b) => (a.event.input.startsAt < b.event.input.startsAt ? -1 : 1));
  if (!next) return undefined;
  const { title, startsAt } = next.event.input;
  return [
    `Still to come: ${toCome.length}, first of all "${title}" (${startsAt.slice(0, 10)}): ${publicUrl}/events/${next.eventId}`,
    `To drop it: npm run drop -- --event ${next.eventId} --seats 1`,
  ].join('\n');
}

/** The report for people; `place` names a row of the input. */
export function formatReport(report: ImportReport, dryRun: boolean, place: (row: number) => string): string {
  const counts: [string, number][] = [
    ['created', report.created],
    ['updated', report.updated],
    ['unchanged', report.unchanged],
    ['duplicates merged', report.merged],
    ['invalid', report.invalid.length],
  ];
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  if (total !== report.rows) throw new Error(`${report.rows} rows were read, but ${total} are accounted for`);
  const line = (name: string, count: number) => `  ${name.padEnd(18)}${String(count).padStart(7)}`;
  return [
    dryRun ? 'What would happen (dry run, nothing was changed):' : 'Done:',
    ...counts.map(([name, count]) => line(name, count)),
    line('rows in all', total),
    ...section('Invalid', report.invalid, ({ row, name, reasons }) => {
      return `${place(row)}${name && ` "${name}"`}: ${reasons.join('; ')}`;
    }),
    ...section('Merged although they differ (the first row counts)', report.disagreements, ({ rows, name, fields }) => {
      return `${rows.map(place).join(', ')} "${name}": ${fields.join(', ')}`;
    }),
  ].join('\n');
}

function section<T>(title: string, items: T[], format: (item: T) => string): string[] {
  return items.length === 0 ? [] : ['', `${title}:`, ...items.map((item) => `  ${format(item)}`)];
}
