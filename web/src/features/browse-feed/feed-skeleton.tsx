import { Skeleton } from '@mantine/core';
import { Page } from '../../components/page.tsx';
import { EventCardSkeletons } from './event-card-skeleton.tsx';
import styles from './feed-page.module.css';
import { feedTexts } from './texts.ts';

/** The first page while its code is on its way; nothing moves when it arrives. */
export function FeedSkeleton() {
  return (
    <Page title={feedTexts.title}>
      <div className={styles.head}>
        <h1>{feedTexts.title}</h1>
        <p>{feedTexts.intro}</p>
      </div>
      <div className={styles.controls}>
        <Skeleton height={52} width={400} maw="100%" radius={14} />
        <Skeleton height={52} width={420} maw="100%" radius={14} />
      </div>
      <EventCardSkeletons />
    </Page>
  );
}
