import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { Link, Navigate, useParams } from 'react-router';
import { askAgain } from '../../app/preload.ts';
import { useSession } from '../../app/session/use-session.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useLookAgain } from '../../components/use-look-again.ts';
import { ShowTicketDocument, type ShowTicketQuery } from '../../generated/documents.gen.ts';
import { signInAddress } from '../sign-in/return-to.ts';
import { noTicketReason } from './no-ticket-reason.ts';
import { ticketTexts } from './texts.ts';
import { TicketCard } from './ticket-card.tsx';
import styles from './ticket-page.module.css';

/** A seat that was given back elsewhere, or an event that was called off, is known here after this at most. */
const lookAgainMs = 60_000;

/** The viewer's ticket for one event, to be shown at the door; mails link to it. */
export function TicketPage() {
  const eventId = useParams().eventId!;
  const session = useSession();
  if (session.status === 'signed-out') {
    return <Navigate to={signInAddress('/sign-in', `/tickets/${eventId}`)} replace />;
  }
  return <Ticket key={eventId} eventId={eventId} />;
}

function Ticket({ eventId }: { eventId: string }) {
  const { data, error, loading, refetch } = useQuery(ShowTicketDocument, {
    variables: { eventId },
    notifyOnNetworkStatusChange: true,
  });
  useLookAgain(() => askAgain(ShowTicketDocument, { eventId }), lookAgainMs);
  if (!data && loading) {
    return (
      <Page title={ticketTexts.title} width="narrow">
        <Skeleton height={520} radius={20} role="status" aria-label={ticketTexts.loading} />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title={ticketTexts.title} width="reading">
        <FaultNotice error={error} retry={() => void refetch()} />
      </Page>
    );
  }
  return <Answer data={data} retry={() => void refetch()} />;
}

function Answer({ data: { viewer, event }, retry }: { data: ShowTicketQuery; retry: () => void }) {
  if (!event) {
    return (
      <Page title={ticketTexts.noEventTitle}>
        <EmptyState title={ticketTexts.noEventTitle} text={ticketTexts.noEventText} level={1}>
          <Button component={Link} to="/me/joins">
            {ticketTexts.myTickets}
          </Button>
        </EmptyState>
      </Page>
    );
  }
  const reason = noTicketReason(event, Date.now());
  if (reason) {
    const title = ticketTexts[`${reason}Title`];
    return (
      <Page title={title}>
        <EmptyState title={title} text={ticketTexts[`${reason}Text`]} level={1}>
          <Button component={Link} to={`/events/${event.id}`}>
            {ticketTexts.toEvent}
          </Button>
        </EmptyState>
      </Page>
    );
  }
  const code = event.viewerJoin?.ticket?.code;
  return (
    <Page title={ticketTexts.titleOf(event.title)} width="narrow">
      {code ? (
        <TicketCard event={event} name={viewer?.displayName ?? ''} code={code} />
      ) : (
        <div role="alert">
          <h1 className={styles.title}>{event.title}</h1>
          <Notice tone="wait">
            <p className={styles.unavailable}>{ticketTexts.unavailable}</p>
            <Button variant="default" onClick={retry}>
              {ticketTexts.tryAgain}
            </Button>
          </Notice>
        </div>
      )}
      <p className={styles.ways}>
        <Link to={`/events/${event.id}`}>{ticketTexts.toEvent}</Link>
        <Link to="/me/joins">{ticketTexts.myTickets}</Link>
      </p>
    </Page>
  );
}
