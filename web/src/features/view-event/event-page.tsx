import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { BackIcon } from '../../components/icons.tsx';
import { FaultNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { EventPageDocument } from '../../generated/documents.gen.ts';
import { JoinPanel } from '../join-event/join-panel.tsx';
import { EventAbout, EventFacts } from './event-details.tsx';
import styles from './event-page.module.css';
import { EventPageSkeleton } from './event-page-skeleton.tsx';
import { eventTexts } from './texts.ts';
import { useLiveSeats } from './use-live-seats.ts';
import { useRecordView } from './use-record-view.ts';

/** One event: what it is, and the viewer's seat beside it. */
export function EventPage() {
  const id = useParams().id!;
  return <EventPageOf key={id} id={id} />;
}

function EventPageOf({ id }: { id: string }) {
  const { data, error, loading, refetch } = useQuery(EventPageDocument, {
    variables: { id },
    notifyOnNetworkStatusChange: true,
  });
  const event = data?.event;
  useLiveSeats(id, event?.status === 'PUBLISHED');
  useRecordView(id, event?.status === 'PUBLISHED');

  if (event) {
    return (
      <Page title={event.title}>
        <BackLink />
        <article className={styles.columns}>
          <EventFacts event={event} />
          <div className={styles.aside}>
            <JoinPanel event={event} />
          </div>
          <EventAbout event={event} />
        </article>
      </Page>
    );
  }
  if (loading) return <EventPageSkeleton id={id} />;
  if (error) {
    return (
      <Page title={eventTexts.loading} width="reading">
        <FaultNotice error={error} retry={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page title={eventTexts.notFoundTitle}>
      <EmptyState title={eventTexts.notFoundTitle} text={eventTexts.notFoundText} level={1}>
        <Button component={Link} to="/">
          {eventTexts.seeEvents}
        </Button>
      </EmptyState>
    </Page>
  );
}

/** Back to the list somebody came from, as far as they had scrolled it; who came from elsewhere goes to the first page. */
function BackLink() {
  const navigate = useNavigate();
  const { key } = useLocation();
  const cameFromHere = key !== 'default';
  return (
    <Link
      to="/"
      className={styles.back}
      onClick={(event) => {
        if (!cameFromHere || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        void navigate(-1);
      }}
    >
      <BackIcon />
      {cameFromHere ? eventTexts.back : eventTexts.allEvents}
    </Link>
  );
}
