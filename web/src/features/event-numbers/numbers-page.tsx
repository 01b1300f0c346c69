import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { describeInstant } from '../../components/describe-instant.ts';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { EventNumbersDocument, type EventNumbersQuery } from '../../generated/documents.gen.ts';
import { useFramedEvent } from '../organize-event/event-frame.tsx';
import { chartRows, shareJoined, type Unit } from './chart-rows.ts';
import styles from './numbers-page.module.css';
import { SeriesPanel } from './series-panel.tsx';
import { numbersTexts } from './texts.ts';

type Stats = NonNullable<NonNullable<EventNumbersQuery['event']>['eventStats']>;

const units = ['HOUR', 'DAY'] as const satisfies Unit[];

/** An event's numbers: in all, and over time. */
export function NumbersPage() {
  const { id } = useFramedEvent();
  const [unit, setUnit] = useState<Unit | null>(null);
  const { data, previousData, error, refetch } = useQuery(EventNumbersDocument, {
    variables: { id, unit },
    fetchPolicy: 'cache-and-network',
  });
  const answer = data ?? previousData;
  const stats = answer?.event?.eventStats;
  if (!stats) {
    if (error) return <FaultNotice error={error} retry={() => void refetch()} />;
    if (answer) return <Notice tone="plain">{numbersTexts.missing}</Notice>;
    return <Skeleton height={360} radius={16} aria-label={numbersTexts.loading} />;
  }
  return (
    <>
      <div className={styles.bar}>
        <p>
          {numbersTexts.over(
            describeInstant(stats.from, stats.timezone),
            describeInstant(stats.to, stats.timezone),
            stats.timezone,
          )}
        </p>
        <fieldset aria-label={numbersTexts.unit} className={styles.units}>
          {units.map((each) => (
            <button key={each} type="button" aria-pressed={stats.unit === each} onClick={() => setUnit(each)}>
              {numbersTexts.units[each]}
            </button>
          ))}
        </fieldset>
      </div>
      <div className={styles.panels}>
        <Tiles stats={stats} />
        <Charts stats={stats} />
      </div>
    </>
  );
}

function Tiles({ stats }: { stats: Stats }) {
  const share = shareJoined(stats.joined, stats.views);
  const tiles: [string, string | null][] = [
    [numbersTexts.joined, stats.joined.toLocaleString('en')],
    [numbersTexts.waitlisted, stats.waitlisted.toLocaleString('en')],
    [numbersTexts.cancelled, stats.cancelled.toLocaleString('en')],
    [numbersTexts.checkedIn, stats.checkedIn.toLocaleString('en')],
    [numbersTexts.views, stats.views?.toLocaleString('en') ?? null],
    [numbersTexts.share, share === null ? null : `${share} %`],
  ];
  return (
    <dl className={styles.tiles}>
      {tiles.map(
        ([name, number]) =>
          number !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{number}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Charts({ stats }: { stats: Stats }) {
  const { unit, timezone, points, viewPoints } = stats;
  const joinsAt = new Map(points.map(({ at, joined }) => [at, joined]));
  return (
    <>
      <SeriesPanel
        title={numbersTexts.joinsTitle}
        intro={numbersTexts.joinsIntro}
        kind="bars"
        labelColumn={numbersTexts.time}
        rows={chartRows(points, unit, timezone, ({ joined, cancelled }) => ({ joined, cancelled }))}
        series={[
          { name: 'joined', label: numbersTexts.joined, color: 'var(--accent)' },
          { name: 'cancelled', label: numbersTexts.cancelled, color: 'var(--line-strong)' },
        ]}
      />
      {viewPoints && (
        <SeriesPanel
          title={numbersTexts.viewsTitle}
          intro={numbersTexts.viewsIntro}
          kind="line"
          labelColumn={numbersTexts.time}
          rows={chartRows(viewPoints, unit, timezone, ({ at, views }) => ({ views, joined: joinsAt.get(at) ?? 0 }))}
          series={[
            { name: 'views', label: numbersTexts.views, color: 'var(--line-strong)' },
            { name: 'joined', label: numbersTexts.joined, color: 'var(--accent)' },
          ]}
        />
      )}
      <SeriesPanel
        title={numbersTexts.doorTitle}
        intro={numbersTexts.doorIntro}
        kind="bars"
        labelColumn={numbersTexts.time}
        rows={chartRows(points, unit, timezone, ({ checkedIn }) => ({ checkedIn }))}
        series={[{ name: 'checkedIn', label: numbersTexts.checkedIn, color: 'var(--good-ink)' }]}
      />
    </>
  );
}
