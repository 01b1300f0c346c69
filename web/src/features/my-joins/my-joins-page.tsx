import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { Link, Navigate } from 'react-router';
import { serverNow } from '../../app/clock/server-clock.ts';
import { askAgain } from '../../app/preload.ts';
import { useSession } from '../../app/session/use-session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FaultNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useLookAgain } from '../../components/use-look-again.ts';
import { usePages } from '../../components/use-pages.ts';
import { MyJoinsDocument, type MyJoinsQuery } from '../../generated/documents.gen.ts';
import { signInAddress } from '../sign-in/return-to.ts';
import { byTime } from './by-time.ts';
import { JoinRow } from './join-row.tsx';
import styles from './my-joins-page.module.css';
import { myJoinsTexts } from './texts.ts';

/** As many as the query asks for at once. */
const pageLength = 20;

/** What the viewer has joined, newest first; whoever is signed out signs in first and comes back. */
export function MyJoinsPage() {
  const session = useSession();
  if (session.status === 'signed-out') return <Navigate to={signInAddress('/sign-in', '/me/joins')} replace />;
  return (
    <Page title={myJoinsTexts.title} width="reading">
      <h1 className={styles.title}>{myJoinsTexts.title}</h1>
      {/* Asked before it is known who asks, it would be refused. */}
      {session.status === 'unknown' ? <RowOutlines /> : <MyJoins />}
    </Page>
  );
}

function MyJoins() {
  const result = useQuery(MyJoinsDocument, { notifyOnNetworkStatusChange: true });
  const { data, error, networkStatus, refetch } = result;
  const joins = data?.viewer?.joins;
  const pages = usePages(result, joins?.pageInfo);
  useLookAgain(() => {
    // Asked from its beginning, a list that was read on would be cut back to that.
    if (joins && joins.edges.length <= pageLength) askAgain(MyJoinsDocument, {});
  });

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
  const { ahead, behind } = byTime(
    joins.edges.map(({ node }) => node),
    serverNow(),
  );
  return (
    <>
      <Joins name={myJoinsTexts.list} joins={ahead} />
      {behind.length > 0 && <h2 className={styles.behind}>{myJoinsTexts.behind}</h2>}
      <Joins name={myJoinsTexts.behind} joins={behind} />
      {pages.moreError !== null && <FaultNotice error={pages.moreError} />}
      {pages.hasMore && (
        <Button variant="default" onClick={pages.more} disabled={pages.loadingMore} miw={180} mt="lg">
          {pages.loadingMore ? myJoinsTexts.loadingMore : myJoinsTexts.more}
        </Button>
      )}
    </>
  );
}

type ListedJoin = NonNullable<MyJoinsQuery['viewer']>['joins']['edges'][number]['node'];

function Joins({ name, joins }: { name: string; joins: readonly ListedJoin[] }) {
  if (joins.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={name}>
      {joins.map((join) => (
        <JoinRow key={join.id} join={join} />
      ))}
    </ul>
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
