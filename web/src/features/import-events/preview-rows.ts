import type { FileContent } from '@cityevents/event-files/file-event';
import { describeInstant } from '../../components/describe-instant.ts';
import type { ImportEventOutcome } from '../../generated/documents.gen.ts';
import type { Result } from './send-events.ts';
import { importTexts } from './texts.ts';

/** A line of the file, and what becomes of it. */
export interface PreviewRow {
  readonly line: number;
  readonly name: string;
  /** When it starts, on its own clock; null where that couldn't be read. */
  readonly when: string | null;
  readonly outcome: ImportEventOutcome;
  readonly eventId: string | null;
  readonly details: readonly string[];
}

/** Every row of the file in its order, with what the API says of it, or why it never got there. */
export function previewRows(content: FileContent, results: readonly Result[]): PreviewRow[] {
  const lineOf = (row: number) => content.lines[row] ?? 0;
  const sent = content.events.map(({ rows, input }, index): PreviewRow => {
    const { outcome, event, changes, errors } = results[index]!;
    const wrong = errors.map(({ field, message }) => (field ? `${field.join('.')}: ${message}` : message));
    const changed = changes.length > 0 ? [importTexts.changed(changes.map(({ field }) => field))] : [];
    return {
      line: lineOf(rows[0] ?? 0),
      name: input.title,
      when: outcome === 'INVALID' ? null : describeInstant(input.startsAt, input.timezone),
      outcome,
      eventId: event?.id ?? null,
      details: [...wrong, ...changed],
    };
  });
  const unsent = (outcome: ImportEventOutcome, { row, name, reasons }: FileContent['invalid'][number]): PreviewRow => ({
    line: lineOf(row),
    name,
    when: null,
    outcome,
    eventId: null,
    details: reasons,
  });
  return [
    ...sent,
    ...content.invalid.map((row) => unsent('INVALID', row)),
    ...content.passedOver.map((row) => unsent('SKIPPED', row)),
  ].sort((a, b) => a.line - b.line);
}

/** How many rows come to each outcome. */
export function countOutcomes(rows: readonly PreviewRow[]): Map<ImportEventOutcome, number> {
  const counts = new Map<ImportEventOutcome, number>();
  for (const { outcome } of rows) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return counts;
}

/** How many events there would be something to do for. */
export function countWork(rows: readonly PreviewRow[]): number {
  const counts = countOutcomes(rows);
  return (['CREATED', 'UPDATED', 'CANCELLED'] as const).reduce((sum, outcome) => sum + (counts.get(outcome) ?? 0), 0);
}
