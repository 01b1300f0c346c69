// What only charts use: the legend's dots and the frame of what the pointer is at.
import '@mantine/core/styles/ColorSwatch.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/charts/styles.layer.css';
import { BarChart, LineChart } from '@mantine/charts';
import { Panel } from '../../components/panel.tsx';
import styles from './numbers-page.module.css';
import { numbersTexts } from './texts.ts';

/** One row of a chart, and of the table behind it: a label, and a number a series. */
export type Row<Series extends string> = { readonly label: string } & Readonly<Record<Series, number>>;

/** In pixels; one hour alone would else be as wide as the chart. */
const widestBar = 48;

/**
 * A chart of numbers over time, and the same numbers as a table for who would rather read them. The chart itself is left
 * out for screen readers: the table says more.
 */
export function SeriesPanel<Series extends string>(props: {
  title: string;
  intro: string;
  kind: 'bars' | 'line';
  rows: readonly Row<Series>[];
  /** What each series is called, and its colour. */
  series: readonly { readonly name: Series; readonly label: string; readonly color: string }[];
  labelColumn: string;
}) {
  const { title, intro, kind, rows, series, labelColumn } = props;
  const chart = {
    h: 260,
    data: rows.map((row) => ({ ...row })),
    dataKey: 'label',
    series: series.map((each) => ({ ...each })),
    withLegend: series.length > 1,
    tickLine: 'none' as const,
    gridAxis: 'x' as const,
    yAxisProps: { allowDecimals: false, width: 48 },
  };
  const isEmpty = rows.every((row) => series.every(({ name }) => row[name] === 0));
  return (
    <Panel title={title} intro={intro}>
      {isEmpty ? (
        <p className={styles.none}>{numbersTexts.none}</p>
      ) : (
        <>
          <div aria-hidden="true">
            {kind === 'bars' ? (
              <BarChart {...chart} maxBarWidth={widestBar} barChartProps={{ accessibilityLayer: false }} />
            ) : (
              <LineChart {...chart} lineChartProps={{ accessibilityLayer: false }} />
            )}
          </div>
          <details className={styles.table}>
            <summary>{numbersTexts.asTable}</summary>
            <div className={styles.scroll}>
              <table>
                <caption className="visually-hidden">{title}</caption>
                <thead>
                  <tr>
                    <th scope="col">{labelColumn}</th>
                    {series.map(({ name, label }) => (
                      <th key={name} scope="col">
                        {label}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.label}>
                      <th scope="row">{row.label}</th>
                      {series.map(({ name }) => (
                        <td key={name}>{(row as Record<Series, number>)[name].toLocaleString('en')}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        </>
      )}
    </Panel>
  );
}
