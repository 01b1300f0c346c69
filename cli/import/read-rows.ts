import { readFile } from 'node:fs/promises';
import { CommandError } from '@cityevents/command/command';

/**
 * The rows of a file: a JSON array, of whatever.
 *
 * @throws CommandError when there is no such file, or it is something else.
 */
export async function readRows(file: string): Promise<unknown[]> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new CommandError(code === 'ENOENT' ? `There is no file ${file}` : `${file} can't be read: ${code}`);
  }
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new CommandError(`${file} is not JSON in UTF-8: ${(error as Error).message}`);
  }
  if (!Array.isArray(content)) throw new CommandError(`${file} holds no array; a list of conferences is expected.`);
  return content;
}
