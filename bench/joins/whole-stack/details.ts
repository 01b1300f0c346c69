import type { Table } from '../../report/report.ts';
import { median } from '../../report/verdict.ts';
import type { JoinsASecond } from './joins-a-second.ts';
import type { ProcessorUse } from './processor-use.ts';

/** Where the processor time of a join goes, and what each process holds afterwards. */
export function detailsOf(p1s: JoinsASecond[]): Table[] {
  if (p1s.length === 0) return [];
  const answered = medians(p1s.map(({ untilAnswered }) => untilAnswered));
  const settled = medians(p1s.map(({ untilSettled }) => untilSettled));
  const names = [...new Set([...Object.keys(answered), ...Object.keys(settled)])];
  const rows = names.map((name) => [name, answered[name] ?? 0, settled[name] ?? 0] as [string, number, number]);
  rows.sort(([, a], [, b]) => b - a);
  const total = (column: 1 | 2) => rows.reduce((sum, row) => sum + row[column], 0);
  const memoryNames = Object.keys(p1s[0]!.memory);
  return [
    {
      title: 'Processor time a join in P1',
      columns: ['milliseconds a join', 'until answered', 'until told everywhere'],
      rows: [...rows, ['all', total(1), total(2)]],
      digits: 3,
    },
    {
      title: 'Answers in P1',
      columns: ['round', 'joins a second', 'p50 ms', 'p99 ms'],
      rows: p1s.map(({ joinsASecond, load }, index) => [String(index + 1), joinsASecond, load.p50Ms, load.p99Ms]),
      digits: 0,
    },
    {
      title: 'Resident memory after each P1',
      columns: ['MB', ...p1s.map((_, index) => `round ${index + 1}`)],
      rows: memoryNames.map((name) => [name, ...p1s.map(({ memory }) => memory[name] ?? Number.NaN)]),
      digits: 0,
    },
  ];
}

function medians(uses: ProcessorUse[]): ProcessorUse {
  const names = new Set(uses.flatMap((use) => Object.keys(use)));
  return Object.fromEntries([...names].map((name) => [name, median(uses.map((use) => use[name] ?? 0))]));
}
