import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { type SeatCountsFragment, SeatCountsFragmentDoc } from '../../generated/documents.gen.ts';
import styles from './seat-line.module.css';
import { describeSeats, type SeatStanding } from './seats.ts';

/** An event's seats in words, with a bar that fills; moves by itself when the cache learns more. */
export function SeatLine({
  event,
  size = 'small',
}: {
  event: FragmentType<SeatCountsFragment>;
  size?: 'small' | 'large';
}) {
  const { data, complete } = useFragment({ fragment: SeatCountsFragmentDoc, from: event });
  return complete ? <Seats standing={describeSeats(data)} size={size} /> : null;
}

function Seats({ standing, size }: { standing: SeatStanding; size: 'small' | 'large' }) {
  return (
    <div className={`${styles.seats} ${styles[size]}`} data-standing={standing.kind}>
      <span className={styles.text}>{standing.text}</span>
      {standing.filled !== null && (
        <span className={styles.bar} aria-hidden="true">
          <span style={{ inlineSize: `${standing.filled * 100}%` }} />
        </span>
      )}
    </div>
  );
}
