// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a real table doesn't allow.
import { Skeleton } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { FaultNotice } from '../../components/notice.tsx';
import { AttendeeRow } from './attendee-row.tsx';
import type { Wanted } from './attendees-asked.ts';
import styles from './attendees-page.module.css';
import { attendeeTexts } from './texts.ts';
import { useAttendees } from './use-attendees.ts';

const columns = [attendeeTexts.name, attendeeTexts.standing, attendeeTexts.joined, attendeeTexts.actions];

/** A row's height before it is measured, in pixels: that of a name in one line. Each that differs moves all below it. */
const usualHeight = 64;
/** Rows that are wanted beyond those near the window, for who scrolls on. */
const ahead = 40;
/** A way as long as this is told; what is nearer is there before anybody has read it. */
const longWay = 200;

/**
 * The people of one list, of which only those near the window are in the document, however many there are. As long as the list is, as
 * long is the page: one scrolls anywhere at once, and what isn't known there yet comes.
 */
export function AttendeeTable({ wanted, changed }: { wanted: Wanted; changed: () => void }) {
  const { reader, reading } = useAttendees(wanted);
  const { list } = reader;
  const [body, setBody] = useState<HTMLElement | null>(null);
  const virtualizer = useWindowVirtualizer({
    count: list.length,
    estimateSize: () => usualHeight,
    overscan: 12,
    scrollMargin: body ? Math.round(body.getBoundingClientRect().top + window.scrollY) : 0,
  });
  const shown = virtualizer.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;

  useEffect(() => reader.want(first - ahead, last + ahead), [reader, first, last]);

  const fault = reading.kind === 'failed' && <FaultNotice error={reading.error} retry={reader.retry} />;
  if (list.length === 0) {
    return wanted.search ? (
      <EmptyState title={attendeeTexts.noMatch} text={attendeeTexts.noMatchText} />
    ) : (
      <EmptyState title={attendeeTexts.nobody} text={attendeeTexts.nobodyText} />
    );
  }
  if (list.at(0) === undefined) {
    return fault || <Skeleton height={260} radius={12} role="status" aria-label={attendeeTexts.loading} />;
  }
  const margin = virtualizer.options.scrollMargin;
  return (
    <>
      <div
        role="table"
        aria-label={attendeeTexts.table}
        aria-rowcount={list.counted ? list.length + 1 : -1}
        className={styles.table}
      >
        <div role="rowgroup">
          <div role="row" tabIndex={-1} className={styles.head}>
            {columns.map((name) => (
              <span key={name} role="columnheader" tabIndex={-1}>
                {name}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" ref={setBody} style={{ height: virtualizer.getTotalSize() }} className={styles.body}>
          {shown.map((item) => {
            const edge = list.at(item.index);
            return (
              <div
                key={item.key}
                role="row"
                tabIndex={-1}
                aria-rowindex={item.index + 2}
                data-index={item.index}
                ref={virtualizer.measureElement}
                className={styles.row}
                style={{ transform: `translateY(${item.start - margin}px)` }}
              >
                {edge ? (
                  <AttendeeRow attendee={edge.node} changed={changed} />
                ) : (
                  <div role="cell" aria-colspan={columns.length}>
                    <span className="visually-hidden">{attendeeTexts.unread}</span>
                    <Skeleton height={16} width="60%" />
                  </div>
                )}
              </div>
            );
          })}
        </div>
      </div>
      <div className={styles.progress}>
        <div role="status">
          {reading.kind === 'reading' && reading.missing >= longWay && (
            <p>
              {attendeeTexts.readingOn(reading.missing)} {reading.waiting && attendeeTexts.patience}
            </p>
          )}
        </div>
        {fault}
      </div>
    </>
  );
}
