import { Button, CopyButton } from '@mantine/core';
import { Link } from 'react-router';
import { Notice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { DuplicateEvent } from '../duplicate-event/duplicate-event.tsx';
import { ManageSeats } from '../manage-seats/manage-seats.tsx';
import { SchedulePublishing } from '../schedule-publishing/schedule-publishing.tsx';
import { useLiveSeats } from '../view-event/use-live-seats.ts';
import { CancelEvent } from './cancel-event.tsx';
import styles from './event-frame.module.css';
import { type FramedEvent, useFramedEvent } from './event-frame.tsx';
import { organizeTexts } from './texts.ts';

/** How an event stands, and what can be done about it now. */
export function OverviewPage() {
  const event = useFramedEvent();
  useLiveSeats(event.id, event.status === 'PUBLISHED');
  // Takes the focus when what had it goes with another standing of the event.
  return (
    <section aria-label={organizeTexts.overview} tabIndex={-1}>
      <OverviewOf event={event} />
    </section>
  );
}

function OverviewOf({ event }: { event: FramedEvent }) {
  switch (event.status) {
    case 'DRAFT':
      return <DraftOverview event={event} />;
    case 'PUBLISHED':
      return <PublicOverview event={event} />;
    case 'CANCELLED':
      return <PastOverview event={event} text={organizeTexts.cancelledText} />;
    case 'ENDED':
      return <PastOverview event={event} text={organizeTexts.endedText} />;
  }
}

function DraftOverview({ event }: { event: FramedEvent }) {
  return (
    <div className={styles.panels}>
      <div className={styles.side}>
        <Panel title={organizeTexts.draftTitle}>
          <p className={styles.text}>{organizeTexts.draftText}</p>
          <Button component={Link} to={`/organize/events/${event.id}/edit`}>
            {organizeTexts.goOn}
          </Button>
        </Panel>
        <SchedulePublishing event={event} />
      </div>
      <div className={styles.side}>
        <DuplicateEvent event={event} />
        {event.viewerRole === 'OWNER' && <CancelEvent event={event} />}
      </div>
    </div>
  );
}

function PublicOverview({ event }: { event: FramedEvent }) {
  const page = `/events/${event.id}`;
  const address = window.location.origin + page;
  return (
    <div className={styles.panels}>
      <div className={styles.side}>
        <ManageSeats event={event} />
      </div>
      <div className={styles.side}>
        <Panel title={organizeTexts.publicTitle} intro={organizeTexts.publicText}>
          <code className={styles.address}>{address}</code>
          <div className={styles.actions}>
            <CopyButton value={address}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? organizeTexts.copied : organizeTexts.copy}
                </Button>
              )}
            </CopyButton>
            <Button variant="default" component={Link} to={page}>
              {organizeTexts.open}
            </Button>
          </div>
        </Panel>
        <Panel title={organizeTexts.doorTitle} intro={organizeTexts.doorText}>
          <Button variant="default" component={Link} to={`/door/${event.id}`}>
            {organizeTexts.door}
          </Button>
        </Panel>
        <DuplicateEvent event={event} />
        {event.viewerRole === 'OWNER' && <CancelEvent event={event} />}
      </div>
    </div>
  );
}

function PastOverview({ event, text }: { event: FramedEvent; text: string }) {
  return (
    <div className={styles.panels}>
      <Notice tone="plain">{text}</Notice>
      <DuplicateEvent event={event} />
    </div>
  );
}
