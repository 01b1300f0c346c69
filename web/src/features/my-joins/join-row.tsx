import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { ownZone } from '../../components/date-format.ts';
import { describeMoment } from '../../components/event-moment.ts';
import { describePlace } from '../../components/place.ts';
import { useHeldFocus } from '../../components/use-held-focus.ts';
import { type JoinRowFragment, JoinRowFragmentDoc } from '../../generated/documents.gen.ts';
import { StandingBadge } from '../join-event/standing-badge.tsx';
import { LeaveEvent } from '../leave-event/leave-event.tsx';
import styles from './my-joins-page.module.css';
import { myJoinsTexts } from './texts.ts';

/** One join: the event, where the viewer stands with it, and the way out. */
export function JoinRow({ join }: { join: FragmentType<JoinRowFragment> }) {
  const { data, complete } = useFragment({ fragment: JoinRowFragmentDoc, from: join });
  // Who has left had the focus on the way out, which goes.
  const row = useHeldFocus<HTMLLIElement>();
  if (!complete) return null;
  const { event, status, waitlistPosition } = data;
  const left = status === 'CANCELLED';
  const ahead = event?.status === 'PUBLISHED' && Date.parse(event.endsAt) > Date.now();
  const held = status === 'CONFIRMED' || status === 'WAITLISTED';

  return (
    <li {...row} className={styles.row} data-status={status}>
      <div className={styles.what}>
        <div className={styles.badges}>
          {(!event || ahead || status === 'CHECKED_IN') && (
            <StandingBadge status={status} position={waitlistPosition} />
          )}
          {event?.status === 'CANCELLED' && <span className={styles.past}>{myJoinsTexts.cancelled}</span>}
          {event && event.status !== 'CANCELLED' && !ahead && <span className={styles.past}>{myJoinsTexts.over}</span>}
        </div>
        {event ? <About event={event} /> : <p className={styles.meta}>{myJoinsTexts.eventMissing}</p>}
        {left && (
          <p role="status" className={styles.meta}>
            {myJoinsTexts.left}
          </p>
        )}
      </div>
      {event && ahead && (held || status === 'CHECKED_IN') && (
        <div className={styles.way}>
          {status !== 'WAITLISTED' && (
            <Button
              component={Link}
              to={`/tickets/${event.id}`}
              fullWidth
              aria-label={myJoinsTexts.showTicketFor(event.title)}
            >
              {myJoinsTexts.showTicket}
            </Button>
          )}
          {held && <LeaveEvent eventId={event.id} waiting={status === 'WAITLISTED'} about={event.title} />}
        </div>
      )}
    </li>
  );
}

function About({ event }: { event: NonNullable<JoinRowFragment['event']> }) {
  const { own, there } = describeMoment(event.startsAt, event.timezone, ownZone(), new Date());
  return (
    <>
      <h2 className={styles.name}>
        <Link to={`/events/${event.id}`}>{event.title}</Link>
      </h2>
      <p className={styles.meta}>
        <time dateTime={event.startsAt}>{own}</time>
        {there && ` (${there})`}
      </p>
      <p className={styles.meta}>{[event.venue, describePlace(event)].filter(Boolean).join(' · ')}</p>
    </>
  );
}
