import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { formatFigure, formatPromise } from './format-row.ts';
import { measuredIn, type Report } from './report.ts';
import { judge, timesPromised } from './verdict.ts';

const colors = { kept: '#1a7f5a', missed: '#c4432b', ink: '#1f2933' };

/** Every round of every benchmark as so many times its promise, on one scale: right of the line it is kept. */
export async function toSvg(report: Report): Promise<string> {
  const measured = measuredIn(report);
  const rounds = measured.flatMap(({ id, benchmark, rounds }) => {
    const { values, kept } = judge(benchmark, rounds);
    const verdict = kept ? 'kept' : 'missed';
    return values.map((value) => ({ id, times: timesPromised(benchmark.promise, value), verdict }));
  });
  const rows = measured.map(({ id, benchmark, rounds }) => {
    const { median, timesPromise, kept } = judge(benchmark, rounds);
    const figure = `${formatFigure(median)} ${benchmark.promise.of}`;
    return {
      id,
      label: `${id}  ${benchmark.work}`,
      times: timesPromise,
      verdict: kept ? 'kept' : 'missed',
      figure: `${figure}  (promised ${formatPromise(benchmark.promise)})`,
    };
  });
  const y = { field: 'id', type: 'nominal', sort: measured.map(({ id }) => id), title: null, axis: null } as const;
  const x = {
    field: 'times',
    type: 'quantitative',
    scale: { type: 'log', domain: domainOf(rounds.map(({ times }) => times)), nice: false },
    axis: {
      title: [
        'times as good as promised: right of the line it is kept',
        'a dot is a round, a bar the median',
      ] as string[],
      titleFontWeight: 'normal',
      titlePadding: 10,
      values: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50] as number[],
      format: '~g',
      grid: true,
      gridColor: '#e4e7eb',
      domain: false,
      ticks: false,
    },
  } as const;
  const color = {
    field: 'verdict',
    type: 'nominal',
    scale: { domain: ['kept', 'missed'], range: [colors.kept, colors.missed] },
    legend: null,
  } as const;
  const left = { value: 0 } as const;
  const spec: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    background: 'white',
    padding: 16,
    width: 760,
    height: { step: 58 },
    title: {
      text: `${report.suite[0]!.toUpperCase()}${report.suite.slice(1)}: measured beside what is promised`,
      anchor: 'start',
      fontSize: 16,
      color: colors.ink,
      offset: 14,
    },
    config: { font: 'system-ui, sans-serif', view: { stroke: null }, axis: { labelFontSize: 12, titleFontSize: 12 } },
    layer: [
      {
        data: { values: [{ promise: 1 }] },
        mark: { type: 'rule', color: colors.ink, strokeWidth: 1.5, strokeDash: [5, 3] },
        encoding: { x: { field: 'promise', type: 'quantitative' } },
      },
      // The promise's line passes behind the words.
      ...[{ stroke: 'white', strokeWidth: 5 }, {}].map((halo) => ({
        data: { values: rows },
        mark: { type: 'text', align: 'left', dy: -20, fontSize: 12, color: colors.ink, ...halo } as const,
        encoding: { x: left, y, text: { field: 'label' } } as const,
      })),
      {
        data: { values: rows },
        mark: { type: 'text', align: 'right', dy: -20, fontSize: 12, fontWeight: 'bold' },
        encoding: { x: { value: 'width' }, y, text: { field: 'figure' }, color },
      },
      {
        data: { values: rounds },
        mark: { type: 'circle', size: 70, opacity: 0.55 },
        encoding: { x, y, color },
      },
      {
        data: { values: rows },
        mark: { type: 'tick', thickness: 3, size: 20 },
        encoding: { x, y, color },
      },
    ],
  };
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}

/** Wide enough for every round, and for the promise with some room on both sides. */
function domainOf(times: number[]): [number, number] {
  return [Math.min(0.4, ...times.map((each) => each * 0.8)), Math.max(2.5, ...times.map((each) => each * 1.25))];
}
