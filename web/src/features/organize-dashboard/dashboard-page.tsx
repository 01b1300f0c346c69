import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { FaultNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { PageTabs } from '../../components/page-tabs.tsx';
import { OrganizedEventsDocument } from '../../generated/documents.gen.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import styles from './dashboard-page.module.css';
import { HelpingAt } from './helping-at.tsx';
import { OrganizedRow } from './organized-row.tsx';
import { type OrganizedStatus, organizedStatus, organizedStatuses } from './organized-status.ts';
import { dashboardTexts } from './texts.ts';

const addressOf = (tab: OrganizedStatus) => (tab === 'PUBLISHED' ? '/organize' : `/organize?show=${tab.toLowerCase()}`);

/** The events one organizes, by where they stand. */
export function DashboardPage() {
  const [search] = useSearchParams();
  const tab = organizedStatus(search);
  return (
    <SignedIn>
      <Page title={dashboardTexts.title}>
        <div className={styles.head}>
          <h1>{dashboardTexts.title}</h1>
          <div className={styles.actions}>
            <Button component={Link} variant="default" to="/organize/import">
              {dashboardTexts.importEvents}
            </Button>
            <Button component={Link} to="/organize/new">
              {dashboardTexts.newEvent}
            </Button>
          </div>
        </div>
        <PageTabs
          label={dashboardTexts.tabs}
          tabs={organizedStatuses.map((name) => ({ to: addressOf(name), text: dashboardTexts[name] }))}
          current={addressOf(tab)}
        />
        <Events key={tab} tab={tab} />
        <HelpingAt />
      </Page>
    </SignedIn>
  );
}

function Events({ tab }: { tab: OrganizedStatus }) {
  const { data, error, networkStatus, fetchMore, refetch } = useQuery(OrganizedEventsDocument, {
    variables: { status: [tab] },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    notifyOnNetworkStatusChange: true,
  });
  const [moreError, setMoreError] = useState<unknown>(null);
  const events = data?.viewer?.organizedEvents;
  const loadingMore = networkStatus === NetworkStatus.fetchMore;

  function more() {
    setMoreError(null);
    fetchMore({ variables: { after: events?.pageInfo.endCursor ?? null }, errorPolicy: 'none' }).catch(setMoreError);
  }

  if (!events) {
    if (error) return <FaultNotice error={error} retry={() => void refetch()} />;
    return (
      <div className={styles.list} role="status" aria-label={dashboardTexts.loading}>
        <Skeleton height={96} radius={16} />
        <Skeleton height={96} radius={16} />
      </div>
    );
  }
  if (events.edges.length === 0) return <Nothing tab={tab} />;
  return (
    <>
      <ul className={styles.list} aria-label={dashboardTexts.list}>
        {events.edges.map(({ node }) => (
          <OrganizedRow key={node.id} event={node} />
        ))}
      </ul>
      {moreError !== null && <FaultNotice error={moreError} />}
      {events.pageInfo.hasNextPage && (
        <Button variant="default" onClick={more} disabled={loadingMore} miw={180} mt="lg">
          {loadingMore ? dashboardTexts.loadingMore : dashboardTexts.more}
        </Button>
      )}
    </>
  );
}

function Nothing({ tab }: { tab: OrganizedStatus }) {
  const [title, text] = dashboardTexts.empty[tab] as [string, string];
  const first = tab === 'PUBLISHED';
  return (
    <EmptyState title={title} text={first ? dashboardTexts.firstText : text}>
      {first && (
        <Button component={Link} to="/organize/new">
          {dashboardTexts.newEvent}
        </Button>
      )}
    </EmptyState>
  );
}
