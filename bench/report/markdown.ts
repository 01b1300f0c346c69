import { formatRow } from './format-row.ts';
import { measuredIn, type Report, type Table } from './report.ts';

/** The report as a page, with the plot beside it. */
export function toMarkdown(report: Report): string {
  const { suite, startedAt, machine, notMeasured, details } = report;
  const rows = measuredIn(report).map(({ id, benchmark, rounds }) => ({
    ...formatRow(id, benchmark, rounds),
    beside: benchmark.yardstick,
  }));
  const { processor, cores, memoryGb, system, node } = machine;
  return [
    `# ${suite[0]!.toUpperCase()}${suite.slice(1)}`,
    `Written by \`npm run bench -- ${suite}\` on ${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC: ${processor}, ` +
      `${cores} cores, ${memoryGb} GB, ${system}, Node ${node}. Database, services, system and load share them. Every run ` +
      'ended with a check of the invariants of what it wrote; `fsync` and `synchronous_commit` were on throughout. What is ' +
      'promised, and why as ratios, is in [decision 13](../../docs/decisions/0013-benchmarks-are-ratios.md).',
    `![Each round beside its promise](${suite}.svg)`,
    toTable(
      ['#', 'work', 'measured', 'beside', 'median', 'promise', 'verdict', 'each round', 'notes'],
      rows.map((row) => [
        row.id,
        row.work,
        row.measured,
        row.beside === null ? '—' : `${row.yardstick} (${row.beside})`,
        row.median,
        row.promise,
        row.verdict === 'kept' ? 'kept' : '**missed**',
        row.rounds,
        row.notes,
      ]),
    ),
    ...notMeasured,
    ...details.map(({ title, columns, rows: figures, digits }: Table) =>
      [
        `## ${title}`,
        toTable(
          columns,
          figures.map(([name, ...numbers]) => [name, ...numbers.map((number) => number.toFixed(digits))]),
        ),
      ].join('\n\n'),
    ),
    '',
  ].join('\n\n');
}

function toTable(columns: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}
