import { passes, type SchemaCheck } from './check-schema.ts';
import type { Change } from './compare.ts';

const HEADINGS = ['verdict', 'change', 'at', 'what it is', 'used by'];

/** A check as text for a terminal: what is wrong, the changes as a table, and the verdict in the last line. */
export function describeCheck(check: SchemaCheck): string {
  return [
    ...check.problems,
    ...(check.problems.length > 0 ? [''] : []),
    ...(check.changes.length > 0 ? [...table(check.changes), ''] : []),
    conclusion(check),
  ].join('\n');
}

/** The same as Markdown, for whoever reviews the change. */
export function describeCheckInMarkdown(check: SchemaCheck): string {
  const row = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    '# Schema check',
    '',
    conclusion(check),
    ...(check.problems.length > 0 ? ['', '## To mend', '', ...check.problems.map((text) => `- ${text}`)] : []),
    ...(check.changes.length > 0
      ? ['', '## Changes since the last release', '', row(HEADINGS), row(HEADINGS.map(() => '---'))]
      : []),
    ...check.changes.map((change) => row(cellsOf(change))),
    '',
  ].join('\n');
}

function conclusion(check: SchemaCheck): string {
  const count = (verdict: Change['verdict']) => check.changes.filter((change) => change.verdict === verdict).length;
  const breaking = count('breaking');
  if (passes(check)) {
    const counts = `${count('accepted')} accepted, ${count('dangerous')} dangerous, ${count('safe')} safe`;
    return check.changes.length === 0 ? 'The API is as it was released.' : `The schema may go out: ${counts}.`;
  }
  const told = check.problems.length > 0 ? [`${check.problems.length} to mend`] : [];
  if (breaking > 0) told.push(`${breaking} breaking; deprecate instead, or accept in docs/api-changes (README there)`);
  return `The schema may not go out: ${told.join(', ')}.`;
}

function cellsOf({ verdict, kind, coordinate, text, usedBy }: Change): string[] {
  return [verdict.toUpperCase(), kind, coordinate, text, usedBy.join(', ') || '—'];
}

function table(changes: Change[]): string[] {
  const rows = [HEADINGS, ...changes.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
