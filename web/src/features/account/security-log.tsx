import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { FaultNotice } from '../../components/notice.tsx';
import { SecurityLogDocument, type SecurityLogQuery } from '../../generated/documents.gen.ts';
import styles from './account-page.module.css';
import { placeOf } from './place-of.ts';
import { Section } from './section.tsx';
import { securityEventTexts } from './security-event-texts.ts';
import { accountTexts } from './texts.ts';
import { describeWhen } from './when.ts';

type Log = NonNullable<NonNullable<SecurityLogQuery['viewer']>['securityEvents']>;
type SecurityEvent = Log['edges'][number]['node'];

/** What happened to the account, the latest first. */
export function SecurityLog() {
  const { data, error, networkStatus, fetchMore, refetch } = useQuery(SecurityLogDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    notifyOnNetworkStatusChange: true,
  });
  const log = data?.viewer?.securityEvents;
  const loadingMore = networkStatus === NetworkStatus.fetchMore;
  return (
    <Section title={accountTexts.log} intro={accountTexts.logIntro}>
      {log && (
        <ul className={styles.log}>
          {log.edges.map(({ node }) => (
            <Entry key={node.id} event={node} />
          ))}
        </ul>
      )}
      {!log && !error && <Skeleton height={160} radius={14} />}
      {error && <FaultNotice error={error} retry={() => void refetch()} />}
      {log?.pageInfo.hasNextPage && (
        <Button
          variant="default"
          mt="lg"
          disabled={loadingMore}
          onClick={() => void fetchMore({ variables: { after: log.pageInfo.endCursor } }).catch(() => {})}
        >
          {loadingMore ? accountTexts.loadingMore : accountTexts.more}
        </Button>
      )}
    </Section>
  );
}

function Entry({ event }: { event: SecurityEvent }) {
  const { kind, subject, occurredAt, device } = event;
  return (
    <li>
      <p className={styles.name}>
        {securityEventTexts[kind]}
        {subject && `: ${subject}`}
      </p>
      <p className={styles.meta}>{[describeWhen(occurredAt), device, placeOf(event)].filter(Boolean).join(' · ')}</p>
    </li>
  );
}
