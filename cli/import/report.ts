import type { Mapping, RefusedRow } from './imported-rows.ts';
import type { SentEvent } from './send-events.ts';

export interface ImportReport {
  rows: number;
  created: number;
  updated: number;
  cancelled: number;
  unchanged: number;
  /** Older revisions than what is there, and cancelled events that never were. */
  skipped: number;
  /** Rows that say what an earlier one said already, or an older revision of it. */
  merged: number;
  /** Events beside the first of rows that make several: the dates of what repeats. */
  furtherDates: number;
  invalid: RefusedRow[];
  passedOver: RefusedRow[];
  /** What changes, or would. */
  changes: { row: number; name: string; changes: SentEvent['changes'] }[];
  /** Merged rows that don't agree with the one that counts. */
  disagreements: { rows: number[]; name: string; fields: string[] }[];
}

/**
 * Accounts for every row of the input.
 *
 * @throws Error when a row is missing from it, which would be a fault of ours.
 */
export function reportImport(rowCount: number, mapping: Mapping, sent: SentEvent[]): ImportReport {
  const count = (outcome: SentEvent['outcome']) => sent.filter((event) => event.outcome === outcome).length;
  const refused = sent
    .filter(({ outcome }) => outcome === 'INVALID')
    .map(({ event, errors }) => ({ row: event.rows[0]!, name: event.input.title, reasons: errors }));
  const mentions = [
    ...sent.flatMap(({ event }) => event.rows),
    ...mapping.invalid.map(({ row }) => row),
    ...mapping.passedOver.map(({ row }) => row),
  ];
  const accounted = new Set(mentions).size;
  if (accounted !== rowCount) throw new Error(`${rowCount} rows were read, but ${accounted} are accounted for`);
  return {
    rows: rowCount,
    created: count('CREATED'),
    updated: count('UPDATED'),
    cancelled: count('CANCELLED'),
    unchanged: count('UNCHANGED'),
    skipped: count('SKIPPED'),
    merged: mapping.events.reduce((sum, { rows }) => sum + rows.length - 1, 0),
    furtherDates: mentions.length - accounted,
    invalid: [...mapping.invalid, ...refused].sort((a, b) => a.row - b.row),
    passedOver: mapping.passedOver,
    changes: sent
      .filter(({ changes }) => changes.length > 0)
      .map(({ event, changes }) => ({ row: event.rows[0]!, name: event.input.title, changes })),
    disagreements: mapping.events
      .filter((event) => event.disagreements.length > 0)
      .map((event) => ({ rows: event.rows, name: event.input.title, fields: event.disagreements })),
  };
}

/** What one may want to do next: drop the imported event that comes first. Undefined when none is still to come. */
export function nextStep(sent: SentEvent[], publicUrl: string, now: Date): string | undefined {
  const toCome = sent.filter(
    ({ event, eventId, outcome }) =>
      eventId !== null && outcome !== 'CANCELLED' && !event.input.cancelled && new Date(event.input.startsAt) > now,
  );
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
  // What a kind of file can't have isn't counted there.
  const counts: [string, number][] = (
    [
      ['created', report.created],
      ['updated', report.updated],
      ['cancelled', report.cancelled || null],
      ['unchanged', report.unchanged],
      ['older, or never here', report.skipped || null],
      ['duplicates merged', report.merged],
      ['not in the time', report.passedOver.length || null],
      ['invalid', report.invalid.length],
      ['further dates', -report.furtherDates || null],
    ] as [string, number | null][]
  ).filter((entry): entry is [string, number] => entry[1] !== null);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  if (total !== report.rows) throw new Error(`${report.rows} rows were read, but ${total} are counted`);
  const line = (name: string, count: number) => `  ${name.padEnd(18)}${String(count).padStart(7)}`;
  const refused = ({ row, name, reasons }: RefusedRow) => `${place(row)}${name && ` "${name}"`}: ${reasons.join('; ')}`;
  return [
    dryRun ? 'What would happen (dry run, nothing was changed):' : 'Done:',
    ...counts.map(([name, count]) => line(name, count)),
    line('rows in all', total),
    ...section('Invalid', report.invalid, refused),
    ...section('Passed over', report.passedOver, refused),
    ...section(dryRun ? 'Would change' : 'Changed', report.changes, ({ row, name, changes }) => {
      return `${place(row)} "${name}": ${changes.map(inWords).join('; ')}`;
    }),
    ...section('Merged although they differ (the first row counts)', report.disagreements, ({ rows, name, fields }) => {
      return `${rows.map(place).join(', ')} "${name}": ${fields.join(', ')}`;
    }),
  ].join('\n');
}

function inWords({ field, before, after }: SentEvent['changes'][number]): string {
  return `${field}: ${shown(before)} → ${shown(after)}`;
}

/** Short enough for a line, and nothing that a terminal obeys: JSON has no control characters but those of C1. */
function shown(value: unknown): string {
  const text = (JSON.stringify(value) ?? 'null').replace(/[\u007f-\u009f]/g, ' ');
  return text.length > 50 ? `${text.slice(0, 50).toWellFormed()}…` : text;
}

function section<T>(title: string, items: T[], format: (item: T) => string): string[] {
  return items.length === 0 ? [] : ['', `${title}:`, ...items.map((item) => `  ${format(item)}`)];
}
