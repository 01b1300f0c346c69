import { Button } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { ownZone } from '../../components/date-format.ts';
import { describeMoment } from '../../components/event-moment.ts';
import { describePlace } from '../../components/place.ts';
import type { ShowTicketQuery } from '../../generated/documents.gen.ts';
import { qrPath } from './qr-path.ts';
import { ticketTexts } from './texts.ts';
import styles from './ticket-page.module.css';
import { useAwakeScreen } from './use-awake-screen.ts';

type TicketedEvent = NonNullable<ShowTicketQuery['event']>;

/** The ticket: whose and for what, and the code, dark on light whatever the page's colours are, since scanners want it so. */
export function TicketCard({ event, name, code }: { event: TicketedEvent; name: string; code: string }) {
  const picture = useMemo(() => qrPath(code), [code]);
  const light = useRef<HTMLDivElement>(null);
  const { own, there } = describeMoment(event.startsAt, event.timezone, ownZone(), new Date());
  useAwakeScreen(true);

  return (
    <article className={styles.ticket}>
      <div className={styles.facts}>
        <h1 className={styles.title}>{event.title}</h1>
        <p>
          <time dateTime={event.startsAt}>{own}</time>
          {there && ` (${there})`}
        </p>
        <p>{[event.venue, describePlace(event)].filter(Boolean).join(' · ')}</p>
        <p className={styles.name}>
          {ticketTexts.admits} <strong>{name}</strong>
        </p>
        {event.viewerJoin?.status === 'CHECKED_IN' && <p className={styles.checkedIn}>{ticketTexts.checkedIn}</p>}
      </div>
      <div className={styles.light} ref={light}>
        <svg
          role="img"
          aria-label={ticketTexts.picture}
          viewBox={`0 0 ${picture.size} ${picture.size}`}
          shapeRendering="crispEdges"
        >
          <path d={picture.path} fill="#000" />
        </svg>
      </div>
      <div className={styles.foot}>
        <p>{ticketTexts.show}</p>
        {document.fullscreenEnabled && (
          <Button variant="default" fullWidth onClick={() => void light.current?.requestFullscreen()}>
            {ticketTexts.fullScreen}
          </Button>
        )}
      </div>
    </article>
  );
}
