import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from './compare.ts';

/** An entry of docs/api-changes: breaking changes that were decided on, and what integrators should do. */
export type Entry = {
  file: string;
  title: string;
  /** What it accepts, each as `FIELD_REMOVED Event.venue`. */
  breaks: string[];
  /** The whole text, as it goes into the changelog. */
  text: string;
};

/** The entries waiting for the next release, by name of their files. */
export function readEntries(folder: string): Entry[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .sort()
    .map((file) => parseEntry(file, readFileSync(join(folder, file), 'utf8')));
}

/** Reads one entry. What it lacks is empty, and `entryProblems` tells. */
export function parseEntry(file: string, text: string): Entry {
  return {
    file,
    title: /^# (.+)$/m.exec(text)?.[1] ?? '',
    breaks: [...text.matchAll(/^- `([A-Z_]+ \S+)`/gm)].map(([, change]) => change!),
    text: text.trim(),
  };
}

/** Whether an entry accepts a change. */
export function isAcceptedBy(entries: readonly Entry[]) {
  const accepted = new Set(entries.flatMap(({ breaks }) => breaks));
  return (change: Pick<Change, 'kind' | 'coordinate'>) => accepted.has(nameOf(change));
}

/** What is wrong with the entries, given what has really changed. */
export function entryProblems(entries: readonly Entry[], changes: readonly Change[]): string[] {
  const accepted = new Set(changes.filter(({ verdict }) => verdict === 'accepted').map(nameOf));
  return entries.flatMap(({ file, title, breaks }) => [
    ...(title ? [] : [`${file}: has no title; begin it with a line "# What changes".`]),
    ...(breaks.length > 0 ? [] : [`${file}: accepts nothing; list each change as "- \`FIELD_REMOVED Event.venue\`".`]),
    ...breaks
      .filter((change) => !accepted.has(change))
      .map((change) => `${file}: accepts "${change}", which is no breaking change of this schema; take the line out.`),
  ]);
}

function nameOf({ kind, coordinate }: Pick<Change, 'kind' | 'coordinate'>): string {
  return `${kind} ${coordinate}`.trim();
}
