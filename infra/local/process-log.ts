import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const limit = 20 << 20;

/**
 * The log file of one process. The previous one is kept as <name>.log.1; when a run writes more than 20 MB, what is
 * full takes that place, so that a long run cannot fill the disk.
 */
export class ProcessLog {
  readonly path: string;
  #file: number | undefined;
  #size = 0;

  constructor(path: string) {
    this.path = path;
    mkdirSync(dirname(path), { recursive: true });
    this.#open();
  }

  write(chunk: Buffer): void {
    if (this.#file === undefined) return;
    if (this.#size > limit) this.#open();
    this.#size += writeSync(this.#file, chunk);
  }

  /** The last lines, for a person who has to find out why the process ended. */
  tail(lines = 15): string {
    return tailOf(this.path, lines);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #open(): void {
    this.close();
    if (existsSync(this.path) && statSync(this.path).size > 0) renameSync(this.path, `${this.path}.1`);
    this.#file = openSync(this.path, 'a', 0o600);
    this.#size = 0;
  }
}

/** The last lines of a file, however large it is; empty when there is no file. */
export function tailOf(path: string, lines = 15): string {
  if (!existsSync(path)) return '';
  const file = openSync(path, 'r');
  try {
    const { size } = statSync(path);
    const bytes = Math.min(size, 64 << 10);
    const buffer = Buffer.alloc(bytes);
    readSync(file, buffer, 0, bytes, size - bytes);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } finally {
    closeSync(file);
  }
}
