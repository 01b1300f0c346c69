import { type Benchmark, judge, type Measured, type Promised, promisedValue } from './verdict.ts';

/** One benchmark in words, the same on the terminal and in the results. */
export interface FormattedRow {
  id: string;
  work: string;
  /** Of the round in the middle. */
  measured: string;
  yardstick: string;
  /** What the promise is about. */
  median: string;
  promise: string;
  verdict: 'kept' | 'MISSED';
  rounds: string;
  /** What else there is to say, round by round where it differs. */
  notes: string;
}

export function formatRow(id: string, benchmark: Benchmark, rounds: Measured[]): FormattedRow {
  const { values, median, kept } = judge(benchmark, rounds);
  const middle = rounds.reduce((nearest, round) => (distance(round) < distance(nearest) ? round : nearest));
  function distance(round: Measured): number {
    return Math.abs(promisedValue(round) - median);
  }
  const { of } = benchmark.promise;
  const troubles = rounds.flatMap(({ trouble }, index) => (trouble ? [`round ${index + 1}: ${trouble}`] : []));
  return {
    id,
    work: benchmark.work,
    measured: `${formatFigure(middle.measured)} ${benchmark.unit}`,
    yardstick: middle.yardstick === undefined ? '—' : `${formatFigure(middle.yardstick)} ${benchmark.unit}`,
    median: `${formatFigure(median)} ${of}`,
    promise: formatPromise(benchmark.promise),
    verdict: kept ? 'kept' : 'MISSED',
    rounds: values.map(formatFigure).join(', '),
    notes: [...new Set([...troubles, ...(middle.note ? [middle.note] : [])])].join('; '),
  };
}

export function formatPromise(promise: Promised): string {
  return 'atLeast' in promise
    ? `≥ ${formatFigure(promise.atLeast)} ${promise.of}`
    : `≤ ${formatFigure(promise.atMost)} ${promise.of}`;
}

/** As many digits as tell something: 0.538, 1.07, 23.4, 1,893. */
export function formatFigure(value: number): string {
  const maximumFractionDigits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return value.toLocaleString('en', { maximumFractionDigits });
}
