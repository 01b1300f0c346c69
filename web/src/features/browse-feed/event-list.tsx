import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { isCursorExpired } from '../../components/fault.ts';
import { FaultNotice } from '../../components/notice.tsx';
import { FeedDocument, type FeedKind } from '../../generated/documents.gen.ts';
import { EventCard } from './event-card.tsx';
import { CardOutlines, EventCardSkeletons } from './event-card-skeleton.tsx';
import { feedAddress } from './feed-address.ts';
import styles from './feed-page.module.css';
import { rememberCities } from './seen-cities.ts';
import { feedTexts } from './texts.ts';
import { useReachedEnd } from './use-reached-end.ts';

/** One order of the feed, page after page as far as it is scrolled. */
export function EventList({ kind, city }: { kind: FeedKind; city: string | null }) {
  const { data, error, networkStatus, fetchMore, refetch } = useQuery(FeedDocument, {
    variables: { kind, filter: city ? { city } : null },
    notifyOnNetworkStatusChange: true,
  });
  const [moreError, setMoreError] = useState<unknown>(null);
  const feed = data?.feed;
  const endCursor = feed?.pageInfo.endCursor;
  const hasMore = feed?.pageInfo.hasNextPage ?? false;
  const loadingMore = networkStatus === NetworkStatus.fetchMore;

  const more = useCallback(() => {
    if (loadingMore || !endCursor) return;
    setMoreError(null);
    fetchMore({ variables: { after: endCursor }, errorPolicy: 'none' }).catch(setMoreError);
  }, [fetchMore, endCursor, loadingMore]);
  const startOver = () => {
    setMoreError(null);
    window.scrollTo({ top: 0 });
    void refetch();
  };
  // After a failure only the button asks again: scrolling must not hammer a server that is struggling.
  const endRef = useReachedEnd(more, hasMore && !loadingMore && !moreError);

  useEffect(() => rememberCities(feed?.edges.map(({ node }) => node?.city) ?? []), [feed]);

  if (!feed) {
    if (error && networkStatus === NetworkStatus.error)
      return <FaultNotice error={error} retry={() => void refetch()} />;
    return <EventCardSkeletons />;
  }
  if (feed.edges.length === 0) return <NoEvents kind={kind} city={city} />;

  const missing = feed.edges.filter(({ node }) => !node).length;
  return (
    <>
      <ul className={styles.grid} aria-label={feedTexts.list}>
        {feed.edges.map(
          ({ cursor, node }) =>
            node && (
              <li key={cursor}>
                <EventCard event={node} />
              </li>
            ),
        )}
      </ul>
      {loadingMore && (
        <div className={styles.grid} style={{ marginTop: 20 }}>
          <CardOutlines count={3} />
        </div>
      )}
      <div className={styles.foot} ref={endRef}>
        {missing > 0 && <span>{feedTexts.missing(missing)}</span>}
        {moreError !== null ? (
          <FaultNotice
            error={moreError}
            {...(isCursorExpired(moreError) ? { retry: startOver, retryLabel: feedTexts.startOver } : { retry: more })}
          />
        ) : hasMore ? (
          <Button variant="default" onClick={more} disabled={loadingMore} miw={180}>
            {loadingMore ? feedTexts.loadingMore : feedTexts.more}
          </Button>
        ) : (
          <span>{feedTexts.end}</span>
        )}
      </div>
    </>
  );
}

function NoEvents({ kind, city }: { kind: FeedKind; city: string | null }) {
  if (!city) return <EmptyState title={feedTexts.emptyTitle} text={feedTexts.emptyText} />;
  return (
    <EmptyState title={feedTexts.emptyCityTitle(city)} text={feedTexts.emptyCityText}>
      <Button component={Link} to={feedAddress({ kind, city: null })}>
        {feedTexts.clearCity}
      </Button>
    </EmptyState>
  );
}
