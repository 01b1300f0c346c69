import { useFragment } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { Page } from '../../components/page.tsx';
import { EventCardFragmentDoc } from '../../generated/documents.gen.ts';
import details from './event-details.module.css';
import styles from './event-page.module.css';
import { eventTexts } from './texts.ts';

/** An event's page while the event is on its way; what a card has shown of it stands already. */
export function EventPageSkeleton({ id }: { id: string }) {
  const card = useFragment({
    fragment: EventCardFragmentDoc,
    fragmentName: 'EventCard',
    from: { __typename: 'Event', id },
  });
  const title = card.complete ? card.data.title : null;
  return (
    <Page title={title ?? eventTexts.loading}>
      <div className={styles.back} />
      <div className={styles.columns} role="status" aria-label={eventTexts.loading}>
        <div>
          {title ? <h1 className={details.title}>{title}</h1> : <Skeleton height={44} width="80%" mb={28} />}
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
