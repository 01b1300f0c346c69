import { readFile } from 'node:fs/promises';
import { CommandError } from '@cityevents/command/command';

/** A calendar of ten years takes a few MB; what is larger is something else. */
const MOST_BYTES = 50 * 1024 * 1024;

/**
 * The text of a file.
 *
 * @throws CommandError when there is no such file, or it isn't UTF-8, or too large.
 */
export async function readText(file: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new CommandError(code === 'ENOENT' ? `There is no file ${file}` : `${file} can't be read: ${code}`);
  }
  if (bytes.length > MOST_BYTES) throw new CommandError(`${file} is larger than 50 MB; bring it in in parts.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError(`${file} is not text in UTF-8; save it in that encoding.`);
  }
}

/**
 * The rows of a JSON file's text: an array, of whatever.
 *
 * @throws CommandError when it is something else.
 */
export function toRows(file: string, text: string): unknown[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    const others = 'A calendar’s name has to end in .ics, that of comma-separated values in .csv.';
    throw new CommandError(`${file} is not JSON in UTF-8: ${(error as Error).message}\n${others}`);
  }
  if (!Array.isArray(content)) throw new CommandError(`${file} holds no array; a list of conferences is expected.`);
  return content;
}

/** The rows of a JSON file. @throws CommandError as above. */
export async function readRows(file: string): Promise<unknown[]> {
  return toRows(file, await readText(file));
}
