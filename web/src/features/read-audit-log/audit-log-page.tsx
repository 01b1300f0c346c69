import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { ownZone } from '../../components/date-format.ts';
import { describeInstant } from '../../components/describe-instant.ts';
import { FaultNotice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { AuditLogDocument, type AuditLogQuery } from '../../generated/documents.gen.ts';
import { useFramedEvent } from '../organize-event/event-frame.tsx';
import styles from './audit-log-page.module.css';
import { describeValue } from './describe-value.ts';
import { actionTexts, fieldTexts, logTexts, wordTexts } from './texts.ts';

type Log = NonNullable<NonNullable<AuditLogQuery['event']>['auditLog']>;
type AuditEntry = Log['edges'][number]['node'];

/** What was done to an event, by whom, and what it changed. */
export function AuditLogPage() {
  const { id, timezone } = useFramedEvent();
  const { data, error, networkStatus, fetchMore, refetch } = useQuery(AuditLogDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    notifyOnNetworkStatusChange: true,
  });
  const log = data?.event?.auditLog;
  const loadingMore = networkStatus === NetworkStatus.fetchMore;
  return (
    <Panel title={logTexts.title} intro={logTexts.intro}>
      {log && (
        <ol className={styles.log}>
          {log.edges.map(({ node }) => (
            <Entry key={node.id} entry={node} timezone={timezone} />
          ))}
        </ol>
      )}
      {!log && !error && <Skeleton height={240} radius={12} aria-label={logTexts.loading} />}
      {error && <FaultNotice error={error} retry={() => void refetch()} />}
      {log?.pageInfo.hasNextPage && (
        <Button
          variant="default"
          mt="lg"
          disabled={loadingMore}
          onClick={() => void fetchMore({ variables: { after: log.pageInfo.endCursor } }).catch(() => undefined)}
        >
          {loadingMore ? logTexts.loadingMore : logTexts.more}
        </Button>
      )}
    </Panel>
  );
}

function Entry({ entry, timezone }: { entry: AuditEntry; timezone: string }) {
  const { action, actor, subject, at, changes } = entry;
  return (
    <li>
      <p className={styles.what}>{actionTexts[action](subject?.displayName ?? null)}</p>
      <p className={styles.meta}>
        <time dateTime={at}>{describeInstant(at, ownZone())}</time> {logTexts.by(actor?.displayName || logTexts.nobody)}
      </p>
      {changes.length > 0 && (
        <dl className={styles.changes}>
          {changes.map(({ field, before, after }) => (
            <div key={field}>
              <dt>{fieldTexts[field] ?? field}</dt>
              <dd>
                <span className="visually-hidden">{logTexts.from}</span>{' '}
                <del>{describeValue(before, timezone, wordTexts[field])}</del> <span aria-hidden="true">→</span>{' '}
                <span className="visually-hidden">{logTexts.to}</span>{' '}
                <ins>{describeValue(after, timezone, wordTexts[field])}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
