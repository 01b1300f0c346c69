import { formatRow } from './format-row.ts';
import { measuredIn, type Report, type Table } from './report.ts';

const heads = ['#', 'measured', 'beside', 'median', 'promise', '', 'rounds', 'work'];

/** The report as a person reads it on the terminal. */
export function showReport(report: Report): string {
  const rows = measuredIn(report).map(({ id, benchmark, rounds }) => formatRow(id, benchmark, rounds));
  const cells = rows.map((row) => [
    row.id,
    row.measured,
    row.yardstick,
    row.median,
    row.promise,
    row.verdict,
    row.rounds,
    row.notes === '' ? row.work : `${row.work} (${row.notes})`,
  ]);
  return [alignColumns([heads, ...cells]), ...report.notMeasured, ...report.details.map(showTable)].join('\n\n');
}

function showTable({ title, columns, rows, digits }: Table): string {
  const cells = rows.map(([name, ...figures]) => [name, ...figures.map((figure) => figure.toFixed(digits))]);
  return `${title}\n${alignColumns([columns, ...cells], true)}`;
}

function alignColumns(rows: string[][], areFigures = false): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number) =>
    areFigures && column > 0 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
  return rows.map((row) => `  ${row.map(pad).join('  ')}`.trimEnd()).join('\n');
}
