import { basename, extname } from 'node:path';
import { CommandError } from '@cityevents/command/command';
import type { FileContent, ReadOptions } from '@cityevents/event-files/file-event';
import { FileProblem, readCsv } from '@cityevents/event-files/read-csv';
import { readIcal } from '@cityevents/event-files/read-ical';
import type { Mapping } from './imported-rows.ts';
import { mapConferences } from './mapping.ts';
import { readText, toRows } from './read-rows.ts';

/** What a file's rows make, and how a row is named to people. */
export interface ReadFile {
  path: string;
  rows: number;
  mapping: Mapping;
  place: (row: number) => string;
  /** What is worth saying of the file as a whole. */
  notes: string[];
}

/**
 * Reads a file of events by its name's ending: .ics, .csv (.tsv), or .json of conferences.
 *
 * @throws CommandError when there is no such file, or it is something else.
 */
export async function readFileOfEvents(path: string, options: ReadOptions & { shiftDays: number }): Promise<ReadFile> {
  const text = await readText(path);
  switch (extname(path).toLowerCase()) {
    case '.ics':
    case '.ical':
      return inLines(path, readIcal(text, options));
    case '.csv':
    case '.tsv': {
      const { unknownColumns, ...content } = orRefuse(path, () => readCsv(text, options));
      const notes = unknownColumns.map(
        (name) => `${basename(path)}: the column ${JSON.stringify(name)} means nothing here.`,
      );
      return inLines(path, content, notes);
    }
    default: {
      const rows = toRows(path, text);
      return {
        path,
        rows: rows.length,
        mapping: mapConferences(rows, options),
        place: (row) => `row ${row}`,
        notes: [],
      };
    }
  }
}

function inLines(path: string, content: FileContent, notes: string[] = []): ReadFile {
  const { lines, events, invalid, passedOver } = content;
  if (lines.length === 0) throw new CommandError(`${path} holds no events.`);
  const mapping = { events: events.map((event) => ({ ...event, disagreements: [] })), invalid, passedOver };
  return { path, rows: lines.length, mapping, place: (row) => `line ${lines[row]}`, notes };
}

function orRefuse<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileProblem) throw new CommandError(`${path} is no file of events. ${error.message}`);
    throw error;
  }
}
