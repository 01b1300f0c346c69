import { Skeleton } from '@mantine/core';
import { Page } from '../../components/page.tsx';
import styles from './event-page.module.css';
import { eventTexts } from './texts.ts';

/** An event's page while the event is on its way. */
export function EventPageSkeleton() {
  return (
    <Page title={eventTexts.loading}>
      <div className={styles.back} />
      <div className={styles.columns} role="status" aria-label={eventTexts.loading}>
        <div>
          <Skeleton height={44} width="80%" mb={28} />
          <Skeleton height={52} width="60%" mb={16} />
          <Skeleton height={52} width="50%" />
        </div>
        <div className={styles.aside}>
          <Skeleton height={250} radius={18} />
        </div>
        <div>
          <Skeleton height={18} mb={12} />
          <Skeleton height={18} mb={12} />
          <Skeleton height={18} width="70%" />
        </div>
      </div>
    </Page>
  );
}
