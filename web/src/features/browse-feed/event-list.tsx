import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { memo, useEffect } from 'react';
import { FaultNotice } from '../../components/notice.tsx';
import { usePages } from '../../components/use-pages.ts';
import { FeedDocument } from '../../generated/documents.gen.ts';
import { EventCardSkeletons } from './event-card-skeleton.tsx';
import { EventPages } from './event-pages.tsx';
import type { FeedAddress } from './feed-address.ts';
import { ForYouHint } from './for-you-hint.tsx';
import { NoEvents } from './no-events.tsx';
import { feedVariables } from './preload-feed.ts';
import { rememberSeen } from './seen-values.ts';
import { feedTexts } from './texts.ts';

/**
 * One order of the feed, narrowed down, page after page as far as it is scrolled. `say` is told how much is shown; what is made
 * of it there must not draw all cards anew.
 */
export const EventList = memo(function EventList({
  address,
  say,
}: {
  address: FeedAddress;
  say: (words: string) => void;
}) {
  const result = useQuery(FeedDocument, { variables: feedVariables(address), notifyOnNetworkStatusChange: true });
  const { data, error, networkStatus, refetch } = result;
  const feed = data?.feed;
  const pages = usePages(result, feed?.pageInfo);
  const startOver = () => {
    pages.forgetError();
    window.scrollTo({ top: 0 });
    void refetch();
  };

  const shown = feed?.edges.length;
  useEffect(() => say(shown === undefined ? '' : feedTexts.shown(shown)), [say, shown]);

  useEffect(() => rememberSeen(feed?.edges.map(({ node }) => node) ?? []), [feed]);

  if (!feed) {
    if (error && networkStatus === NetworkStatus.error)
      return <FaultNotice error={error} retry={() => void refetch()} />;
    return <EventCardSkeletons />;
  }
  return (
    <>
      {address.kind === 'FOR_YOU' && <ForYouHint reasons={feed.edges.map(({ reason }) => reason?.code ?? null)} />}
      {feed.edges.length === 0 ? (
        <NoEvents address={address} />
      ) : (
        <EventPages edges={feed.edges} pages={pages} startOver={startOver} />
      )}
    </>
  );
});
