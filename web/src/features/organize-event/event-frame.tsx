import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { Link, Outlet, useLocation, useOutletContext, useParams } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { describeSpan } from '../../components/event-moment.ts';
import { BackIcon } from '../../components/icons.tsx';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { PageTabs } from '../../components/page-tabs.tsx';
import { OrganizedEventDocument, type OrganizedEventQuery } from '../../generated/documents.gen.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import styles from './event-frame.module.css';
import { StatusBadge } from './status-badge.tsx';
import { organizeTexts } from './texts.ts';

/** An event as its frame has it, for the pages inside. */
export type FramedEvent = NonNullable<OrganizedEventQuery['event']>;

/** The event that the frame around this page is about. */
export const useFramedEvent = (): FramedEvent => useOutletContext<FramedEvent>();

/** The frame of everything about one event that only who organizes it sees. */
export function EventFrame() {
  const id = useParams().id!;
  return (
    <SignedIn>
      <Frame key={id} id={id} />
    </SignedIn>
  );
}

function Frame({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(OrganizedEventDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const event = data?.event;
  if (event?.viewerRole === 'OWNER' || event?.viewerRole === 'MANAGER') return <Framed event={event} />;
  if (error && !event) {
    return (
      <Page title={organizeTexts.loading} width="reading">
        <FaultNotice error={error} retry={() => void refetch()} />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title={organizeTexts.loading}>
        <Skeleton height={44} width="60%" mb="lg" />
        <Skeleton height={320} radius={16} aria-label={organizeTexts.loading} />
      </Page>
    );
  }
  return (
    <Page title={organizeTexts.notFoundTitle}>
      <EmptyState title={organizeTexts.notFoundTitle} text={organizeTexts.notFoundText} level={1}>
        <Button component={Link} to="/organize">
          {organizeTexts.yourEvents}
        </Button>
      </EmptyState>
    </Page>
  );
}

function Framed({ event }: { event: FramedEvent }) {
  const { pathname } = useLocation();
  const parts = partsOf(event);
  const part = parts.find(({ to }) => to === pathname.replace(/\/$/, '') && to !== parts[0]?.to);
  return (
    <Page title={part ? `${part.text} · ${event.title}` : event.title}>
      <Link to="/organize" className={styles.back}>
        <BackIcon />
        {organizeTexts.back}
      </Link>
      <header className={styles.header}>
        <StatusBadge status={event.status} />
        <h1>{event.title}</h1>
        <p>
          <time dateTime={event.startsAt}>{describeSpan(event.startsAt, event.endsAt, event.timezone)}</time>
        </p>
      </header>
      <PageTabs label={organizeTexts.parts} tabs={parts} />
      {event.hidden && (
        <div className={styles.hidden}>
          <Notice tone="bad">{organizeTexts.hidden(event.hiddenReason)}</Notice>
        </div>
      )}
      <Outlet context={event} />
    </Page>
  );
}

/** Who comes, the numbers and the door are there once it has been public. */
function partsOf({ id, status }: FramedEvent): { to: string; text: string }[] {
  const at = `/organize/events/${id}`;
  const wasPublic = status !== 'DRAFT';
  return [
    { to: at, text: organizeTexts.overview },
    ...(status === 'DRAFT' || status === 'PUBLISHED' ? [{ to: `${at}/edit`, text: organizeTexts.edit }] : []),
    ...(wasPublic ? [{ to: `${at}/attendees`, text: organizeTexts.attendees }] : []),
    ...(wasPublic ? [{ to: `${at}/numbers`, text: organizeTexts.numbers }] : []),
    { to: `${at}/staff`, text: organizeTexts.staff },
    { to: `${at}/log`, text: organizeTexts.log },
  ];
}
