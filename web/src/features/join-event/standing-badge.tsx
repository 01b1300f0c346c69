import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import {
  type JoinStatus,
  type ViewerStandingFragment,
  ViewerStandingFragmentDoc,
} from '../../generated/documents.gen.ts';
import styles from './standing-badge.module.css';
import { joinTexts } from './texts.ts';

/** The viewer's own join in two words; nothing for somebody who has not joined, or left. */
export function StandingBadge({ status, position }: { status: JoinStatus; position: number | null }) {
  if (status === 'CANCELLED') return null;
  const waiting = status === 'WAITLISTED';
  return (
    <span className={`${styles.badge} ${waiting ? styles.waiting : styles.going}`}>
      {waiting ? joinTexts.badgeWaiting(position) : status === 'CHECKED_IN' ? joinTexts.badgeIn : joinTexts.badgeGoing}
    </span>
  );
}

/** The viewer's join of an event in two words, as the cache knows it. */
export function OwnStanding({ event }: { event: FragmentType<ViewerStandingFragment> }) {
  const { data, complete } = useFragment({ fragment: ViewerStandingFragmentDoc, from: event });
  if (!complete || !data.viewerJoin) return null;
  return <StandingBadge status={data.viewerJoin.status} position={data.viewerJoin.waitlistPosition} />;
}
