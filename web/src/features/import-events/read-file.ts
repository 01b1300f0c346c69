import 'temporal-polyfill/global';
import type { FileContent } from '@cityevents/event-files/file-event';
import { FileProblem, readCsv } from '@cityevents/event-files/read-csv';
import { readIcal } from '@cityevents/event-files/read-ical';
import { importTexts } from './texts.ts';

/** What a file says, or why it can't be read; `notes` are about the file as a whole. */
export type FileReading =
  | { readonly kind: 'content'; readonly content: FileContent; readonly notes: string[] }
  | { readonly kind: 'problem'; readonly message: string };

/** A calendar of some thousand events takes a few MB. */
const mostBytes = 10 * 1024 * 1024;

/** Reads a file of events by its name's ending. `timezone` is that of times which name none. */
export async function readEventFile(file: File, timezone: string): Promise<FileReading> {
  if (file.size > mostBytes) return { kind: 'problem', message: importTexts.tooLarge };
  const text = await textOf(file);
  if (text === null) return { kind: 'problem', message: importTexts.notText };
  const options = { timezone, now: new Date() };
  try {
    if (/\.(ics|ical)$/i.test(file.name)) return { kind: 'content', content: readIcal(text, options), notes: [] };
    if (/\.(csv|tsv)$/i.test(file.name)) {
      const { unknownColumns, ...content } = readCsv(text, options);
      return { kind: 'content', content, notes: unknownColumns.map(importTexts.unknownColumn) };
    }
  } catch (error) {
    if (error instanceof FileProblem) return { kind: 'problem', message: error.message };
    throw error;
  }
  return { kind: 'problem', message: importTexts.unknownKind };
}

async function textOf(file: File): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
