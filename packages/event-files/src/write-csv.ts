import { stringify } from 'csv-stringify/sync';
import { csvColumns } from './csv-columns.ts';
import { type ExportedEvent, uidOf } from './exported-event.ts';

/** What cannot be brought in, and is worth knowing. */
const moreColumns = ['status', 'seatsTaken', 'waitlistLength'] as const;

/**
 * Events as comma-separated values (RFC 4180) in the columns that readCsv reads, and some more. What a spreadsheet would run as a
 * formula has an apostrophe before it.
 */
export function writeCsv(events: readonly ExportedEvent[]): string {
  const rows = events.map((event) => ({
    ...event,
    externalId: uidOf(event),
    cancelled: yesOrNo(event.status === 'CANCELLED'),
    online: yesOrNo(event.online),
    tags: event.tags.join('|'),
  }));
  return stringify(rows, {
    header: true,
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    columns: [...csvColumns.filter((column) => column !== 'sequence'), ...moreColumns],
  });
}

function yesOrNo(answer: boolean): string {
  return answer ? 'yes' : 'no';
}
