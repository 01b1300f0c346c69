import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Link, Navigate } from 'react-router';
import { useSession } from '../../app/session/use-session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FaultNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { MyJoinsDocument } from '../../generated/documents.gen.ts';
import { signInAddress } from '../sign-in/return-to.ts';
import { JoinRow } from './join-row.tsx';
import styles from './my-joins-page.module.css';
import { myJoinsTexts } from './texts.ts';

/** What the viewer has joined, newest first; whoever is signed out signs in first and comes back. */
export function MyJoinsPage() {
  const session = useSession();
  if (session.status === 'signed-out') return <Navigate to={signInAddress('/sign-in', '/me/joins')} replace />;
  return (
    <Page title={myJoinsTexts.title} width="reading">
      <h1 className={styles.title}>{myJoinsTexts.title}</h1>
      <MyJoins />
    </Page>
  );
}

function MyJoins() {
  const { data, error, networkStatus, fetchMore, refetch } = useQuery(MyJoinsDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    notifyOnNetworkStatusChange: true,
  });
  const [moreError, setMoreError] = useState<unknown>(null);
  const joins = data?.viewer?.joins;
  const loadingMore = networkStatus === NetworkStatus.fetchMore;

  function more() {
    setMoreError(null);
    fetchMore({ variables: { after: joins?.pageInfo.endCursor ?? null }, errorPolicy: 'none' }).catch(setMoreError);
  }

  if (!joins) {
    if (error && networkStatus === NetworkStatus.error)
      return <FaultNotice error={error} retry={() => void refetch()} />;
    return <RowOutlines />;
  }
  if (joins.edges.length === 0) {
    return (
      <EmptyState title={myJoinsTexts.emptyTitle} text={myJoinsTexts.emptyText}>
        <Button component={Link} to="/">
          {myJoinsTexts.seeEvents}
        </Button>
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={styles.list} aria-label={myJoinsTexts.list}>
        {joins.edges.map(({ node }) => (
          <JoinRow key={node.id} join={node} />
        ))}
      </ul>
      {moreError !== null && <FaultNotice error={moreError} />}
      {joins.pageInfo.hasNextPage && (
        <Button variant="default" onClick={more} disabled={loadingMore} miw={180} mt="lg">
          {loadingMore ? myJoinsTexts.loadingMore : myJoinsTexts.more}
        </Button>
      )}
    </>
  );
}

function RowOutlines() {
  return (
    <div className={styles.list} role="status" aria-label={myJoinsTexts.loading}>
      <Skeleton height={132} radius={16} />
      <Skeleton height={132} radius={16} />
      <Skeleton height={132} radius={16} />
    </div>
  );
}
