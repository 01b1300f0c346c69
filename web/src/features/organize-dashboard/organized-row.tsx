import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Link } from 'react-router';
import { ownZone } from '../../components/date-format.ts';
import { describeMoment } from '../../components/event-moment.ts';
import { describePlace } from '../../components/place.ts';
import { type OrganizedRowFragment, OrganizedRowFragmentDoc } from '../../generated/documents.gen.ts';
import { StatusBadge } from '../organize-event/status-badge.tsx';
import { SeatLine } from '../see-seats/seat-line.tsx';
import styles from './dashboard-page.module.css';

/** One of one's events: what and when, and how its seats stand. A draft leads to where it is made. */
export function OrganizedRow({ event }: { event: FragmentType<OrganizedRowFragment> }) {
  const { data, complete } = useFragment({
    fragment: OrganizedRowFragmentDoc,
    fragmentName: 'OrganizedRow',
    from: event,
  });
  if (!complete) return null;
  const { own, there } = describeMoment(data.startsAt, data.timezone, ownZone(), new Date());
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <StatusBadge status={data.status} />
        <h2>
          <Link to={`/organize/events/${data.id}${data.status === 'DRAFT' ? '/edit' : ''}`}>{data.title}</Link>
        </h2>
        <p>
          <time dateTime={data.startsAt}>{own}</time>
          {there && ` (${there})`}
        </p>
        <p>{[data.venue, describePlace(data)].filter(Boolean).join(' · ')}</p>
      </div>
      {data.status === 'PUBLISHED' && (
        <div className={styles.seats}>
          <SeatLine event={data} />
        </div>
      )}
    </li>
  );
}
