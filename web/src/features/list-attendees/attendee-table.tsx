// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a real table doesn't allow.
import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { FaultNotice } from '../../components/notice.tsx';
import { AttendeesDocument, type JoinStatus } from '../../generated/documents.gen.ts';
import { AttendeeRow } from './attendee-row.tsx';
import styles from './attendees-page.module.css';
import { attendeeTexts } from './texts.ts';

const columns = [attendeeTexts.name, attendeeTexts.standing, attendeeTexts.joined, attendeeTexts.actions];

/** A row's height before it is measured, in pixels. */
const usualHeight = 65;
/** More is asked for when fewer rows than this are left below the window. */
const ahead = 40;

/**
 * The people of one list, of which only those near the window are in the document, however many have been scrolled past.
 * `total` is how many there are, where that is known.
 */
export function AttendeeTable(props: {
  eventId: string;
  status: JoinStatus[] | null;
  search: string | null;
  total: number | undefined;
  changed: () => void;
}) {
  const { eventId, status, search, total, changed } = props;
  const { data, error, networkStatus, fetchMore, refetch } = useQuery(AttendeesDocument, {
    variables: { id: eventId, status, search },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    notifyOnNetworkStatusChange: true,
  });
  const [body, setBody] = useState<HTMLElement | null>(null);
  const [moreError, setMoreError] = useState<unknown>(null);
  const attendees = data?.event?.attendees;
  const rows = attendees?.edges ?? [];
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => usualHeight,
    getItemKey: (index) => rows[index]!.node.id,
    overscan: 12,
    scrollMargin: body ? body.getBoundingClientRect().top + window.scrollY : 0,
  });
  const shown = virtualizer.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const endCursor = attendees?.pageInfo.endCursor;
  const wantsMore =
    Boolean(attendees?.pageInfo.hasNextPage) &&
    last >= rows.length - ahead &&
    networkStatus !== NetworkStatus.fetchMore;

  useEffect(() => {
    if (!wantsMore || moreError !== null || !endCursor) return;
    fetchMore({ variables: { after: endCursor }, errorPolicy: 'none' }).catch(setMoreError);
  }, [wantsMore, moreError, endCursor, fetchMore]);

  if (!attendees) {
    if (error) return <FaultNotice error={error} retry={() => void refetch()} />;
    return <Skeleton height={260} radius={12} role="status" aria-label={attendeeTexts.loading} />;
  }
  if (rows.length === 0) {
    return search ? (
      <EmptyState title={attendeeTexts.noMatch} text={attendeeTexts.noMatchText} />
    ) : (
      <EmptyState title={attendeeTexts.nobody} text={attendeeTexts.nobodyText} />
    );
  }
  const margin = virtualizer.options.scrollMargin;
  return (
    <>
      <div
        role="table"
        aria-label={attendeeTexts.table}
        aria-rowcount={attendees.pageInfo.hasNextPage ? (total === undefined ? -1 : total + 1) : rows.length + 1}
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
          {shown.map((item) => (
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
              <AttendeeRow attendee={rows[item.index]!.node} eventId={eventId} changed={changed} />
            </div>
          ))}
        </div>
      </div>
      {networkStatus === NetworkStatus.fetchMore && <p role="status">{attendeeTexts.loadingMore}</p>}
      {moreError !== null && <FaultNotice error={moreError} retry={() => setMoreError(null)} />}
    </>
  );
}
