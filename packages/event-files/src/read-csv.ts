import { CsvError, parse } from 'csv-parse/sync';
import { columnsOf, csvColumns } from './csv-columns.ts';
import { RowProblems, readCsvRow } from './csv-row.ts';
import type { FileContent, FileEvent, ReadOptions, RefusedRow } from './file-event.ts';

/** A file that isn't one of events at all: its message says why. */
export class FileProblem extends Error {
  override name = 'FileProblem';
}

/**
 * What a file of comma-separated values (RFC 4180; semicolons and tabs too) says: its first line names the columns, each further record is
 * a row. See csv-columns.ts for what they mean. A row without an externalId is known by its start and title.
 *
 * @throws FileProblem when there are no columns that make an event.
 */
export function readCsv(text: string, options: ReadOptions): FileContent & { unknownColumns: string[] } {
  const { records, problem } = readRecords(text);
  const [header, ...rows] = records;
  if (!header) throw new FileProblem('There is nothing in it; its first line has to name the columns.');
  const { columns, unknown, missing } = columnsOf(header.fields);
  if (missing.length > 0) {
    throw new FileProblem(
      `Its first line (line ${header.line}) has no column ${missing.join(' and no ')}. The columns are ${csvColumns.join(', ')}.`,
    );
  }
  const invalid: RefusedRow[] = [];
  const byId = new Map<string, FileEvent>();
  for (const [row, { fields }] of rows.entries()) {
    try {
      if (fields.length > header.fields.length) {
        throw new RowProblems([
          `has ${fields.length} fields, and there are ${header.fields.length} columns: put text with a separator in quotes`,
        ]);
      }
      const input = readCsvRow(new Map(columns.map((name, i) => [name, fields[i]?.trim() ?? ''])), options.timezone);
      const known = byId.get(input.externalId);
      if (known) throw new RowProblems([`has the same externalId as line ${rows[known.rows[0]!]!.line}`]);
      byId.set(input.externalId, { rows: [row], input });
    } catch (error) {
      if (!(error instanceof RowProblems)) throw error;
      const name = (fields[columns.indexOf('title')] ?? '')
        .replace(/\p{Cc}/gu, ' ')
        .slice(0, 60)
        .toWellFormed();
      invalid.push({ row, name, reasons: error.problems });
    }
  }
  const lines = rows.map(({ line }) => line);
  if (problem) {
    invalid.push({ row: lines.length, name: '', reasons: [problem.reason] });
    lines.push(problem.line);
  }
  return { lines, events: [...byId.values()], invalid, passedOver: [], unknownColumns: unknown };
}

type Record = { line: number; fields: string[] };

/** The records with the lines they begin at, and what is wrong with the rest, where something is. */
function readRecords(text: string): { records: Record[]; problem?: { line: number; reason: string } } {
  const records: Record[] = [];
  let lastLine = 0;
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      on_record: (fields: string[], { lines }) => {
        // The parser says where a record ends, which may have lines within its quotes.
        records.push({ line: lines - fields.join('').split('\n').length + 1, fields });
        lastLine = lines;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const reason = 'a quote is opened and never closed; what follows it can’t be read';
    return {
      records,
      problem: { line: lastLine + 1, reason: error.code === 'CSV_QUOTE_NOT_CLOSED' ? reason : error.message },
    };
  }
  return { records };
}

/** What parts the columns' names. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r\n|\n|\r/, 1);
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].sort((a, b) => count(b) - count(a))[0]!;
}
