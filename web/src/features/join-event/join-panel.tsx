import type { FragmentType } from '@apollo/client';
import { useApolloClient, useFragment } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useSession } from '../../app/session/use-session.ts';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { useHeldFocus } from '../../components/use-held-focus.ts';
import {
  JoinEventDocument,
  type JoinPanelFragment,
  JoinPanelFragmentDoc,
  SeatCountsFragmentDoc,
  ViewerStandingFragmentDoc,
} from '../../generated/documents.gen.ts';
import { LeaveEvent } from '../leave-event/leave-event.tsx';
import { SeatLine } from '../see-seats/seat-line.tsx';
import { signInAddress, stepsBack } from '../sign-in/return-to.ts';
import { CountdownClock } from './countdown-clock.tsx';
import { describeStanding, describeWish } from './describe-standing.ts';
import styles from './join-panel.module.css';
import { type JoinStanding, joinStanding } from './join-standing.ts';
import { joinTexts } from './texts.ts';
import { useAnnouncement } from './use-announcement.ts';
import { usePatientRequest } from './use-patient-request.ts';
import { useServerNow } from './use-server-now.ts';

/** Everything about the viewer's seat at an event: how many are left, what the viewer has, and the one button. */
export function JoinPanel({ event }: { event: FragmentType<JoinPanelFragment> }) {
  const panel = useFragment({ fragment: JoinPanelFragmentDoc, fragmentName: 'JoinPanel', from: event });
  if (!panel.complete) return null;
  return <CompletePanel event={panel.data} />;
}

function CompletePanel({ event }: { event: JoinPanelFragment }) {
  const seats = useFragment({ fragment: SeatCountsFragmentDoc, from: event });
  const own = useFragment({ fragment: ViewerStandingFragmentDoc, from: event });
  const now = useServerNow(event.joinsOpenAt);
  const client = useApolloClient();
  const send = useCallback(async () => {
    const { data } = await client.mutate({ mutation: JoinEventDocument, variables: { eventId: event.id } });
    return data?.joinEvent.userErrors ?? [];
  }, [client, event.id]);
  const { progress, start, forgetRefusal } = usePatientRequest(send);
  const standing = seats.complete && own.complete ? joinStanding({ ...event, ...seats.data, ...own.data }, now) : null;
  const announcement = useAnnouncement(standing, now);
  // The button that was pressed goes away with the standing it belonged to; the keyboard stays in the panel.
  const held = useHeldFocus<HTMLElement>();
  const kind = standing?.kind;
  const [lastKind, setLastKind] = useState(kind);
  if (kind !== lastKind) {
    setLastKind(kind);
    // Somebody refused for want of room would else read so beside the button that is back.
    if (lastKind === 'waitlist-full') forgetRefusal();
  }

  if (!standing) return null;

  const hasPlace = standing.kind === 'confirmed' || standing.kind === 'waitlisted';
  const open = standing.kind === 'open' || standing.kind === 'sold-out';
  const wished = open && isBusy(progress.kind);
  const { title, text, tone } = wished ? describeWish(standing.kind) : describeStanding(standing, event.timezone);
  return (
    <section {...held} className={styles.panel} aria-label={joinTexts.heading} data-standing={standing.kind}>
      <div className={`${styles.standing} ${styles[tone]}`}>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      <div className={styles.actions}>
        {!seatless.has(standing.kind) && <SeatLine event={event} size="large" />}
        {standing.kind === 'not-open' && <CountdownClock until={standing.opensAt} now={now} />}
        {(open || standing.kind === 'not-open') && (
          <JoinButton standing={standing.kind} busy={isBusy(progress.kind)} join={start} />
        )}
        {progress.kind === 'waiting' && (
          <Notice tone="wait">
            {progress.why === 'opening' ? joinTexts.opening : joinTexts.busy(progress.secondsLeft)}
          </Notice>
        )}
        {progress.kind === 'refused' && open && (
          <div role="alert">
            <Notice tone="wait">
              {progress.refusal.code === 'BUSY' ? joinTexts.stillBusy : progress.refusal.message}
            </Notice>
          </div>
        )}
        {progress.kind === 'failed' && open && (
          <>
            <FaultNotice error={progress.error} />
            <p className={styles.hint}>{joinTexts.goneWrong}</p>
          </>
        )}
        {ticketed.has(standing.kind) && (
          <Button component={Link} to={`/tickets/${event.id}`} h={52} fullWidth>
            {joinTexts.showTicket}
          </Button>
        )}
        {hasPlace && <LeaveEvent eventId={event.id} waiting={standing.kind === 'waitlisted'} />}
      </div>
      <p className="visually-hidden" role="status" aria-live="polite">
        {progress.kind === 'waiting' && progress.why === 'busy' ? joinTexts.saidBusy : announcement}
      </p>
    </section>
  );
}

/** Standings in which the number of seats says nothing, or is not known. */
const seatless: ReadonlySet<JoinStanding['kind']> = new Set(['cancelled', 'over', 'draft', 'unknown']);

/** Standings in which there is a ticket to show at the door. */
const ticketed: ReadonlySet<JoinStanding['kind']> = new Set(['confirmed', 'checked-in']);

const isBusy = (kind: string) => kind === 'sending' || kind === 'waiting';

/** The one button. It stands there before joining opens: at zero it works where the thumb is, and keeps the keyboard's focus. */
function JoinButton(props: { standing: 'not-open' | 'open' | 'sold-out'; busy: boolean; join: () => Promise<void> }) {
  const { standing, busy, join } = props;
  const session = useSession();
  const { pathname } = useLocation();
  if (session.status === 'signed-out') {
    const words = {
      'not-open': joinTexts.signInAhead,
      open: joinTexts.signInToJoin,
      'sold-out': joinTexts.signInToWait,
    };
    return (
      <Button component={Link} to={signInAddress('/sign-in', pathname)} state={stepsBack(1)} size="md" h={52} fullWidth>
        {words[standing]}
      </Button>
    );
  }
  const words = { 'not-open': joinTexts.notOpenButton, open: joinTexts.join, 'sold-out': joinTexts.joinWaitlist };
  const early = standing === 'not-open';
  return (
    <Button
      size="md"
      h={52}
      fullWidth
      onClick={() => !early && void join()}
      aria-disabled={busy || early}
      data-busy={busy || undefined}
      data-early={early || undefined}
    >
      {busy ? joinTexts.joining : words[standing]}
    </Button>
  );
}
