import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import { Link } from 'react-router';
import { ownZone } from '../../components/date-format.ts';
import { describeDay, describeMoment } from '../../components/event-moment.ts';
import { OnlineIcon, PlaceIcon } from '../../components/icons.tsx';
import { describePlace } from '../../components/place.ts';
import { type EventCardFragment, EventCardFragmentDoc, type FeedQuery } from '../../generated/documents.gen.ts';
import { OwnStanding } from '../join-event/standing-badge.tsx';
import { SeatLine } from '../see-seats/seat-line.tsx';
import { preloadEvent } from '../view-event/preload-event.ts';
import styles from './event-card.module.css';
import { feedTexts } from './texts.ts';

/** As many tags as fit in one line on a phone. */
const shownTags = 3;

/** Why an event is in somebody's own feed. */
export type Reason = NonNullable<FeedQuery['feed']['edges'][number]['reason']>;

/** An event in the feed, made like a ticket: what and when above the perforation, the seats on the stub below it. */
export function EventCard({
  event,
  reason = null,
}: {
  event: FragmentType<EventCardFragment>;
  reason?: Reason | null;
}) {
  const { data, complete } = useFragment({
    fragment: EventCardFragmentDoc,
    fragmentName: 'EventCard',
    from: event,
  });
  if (!complete) return null;
  const day = describeDay(data.startsAt, ownZone());
  const moment = describeMoment(data.startsAt, data.timezone, ownZone(), new Date());

  return (
    <article className={styles.card}>
      <div className={styles.body}>
        <div className={styles.day} aria-hidden="true">
          <span>{day.month}</span>
          <strong>{day.day}</strong>
          <span>{day.weekday}</span>
        </div>
        <div className={styles.facts}>
          <h2 className={styles.title}>
            <Link
              to={`/events/${data.id}`}
              className={styles.link}
              // Between pressing and letting go the page has begun to load.
              onPointerDown={() => preloadEvent(data.id)}
            >
              {data.title}
            </Link>
          </h2>
          <p className={styles.when}>
            <time dateTime={data.startsAt}>{moment.own}</time>
            {moment.there && <span className={styles.there}>{feedTexts.there(moment.there)}</span>}
          </p>
          <p className={styles.where}>
            {data.city || !data.online ? <PlaceIcon /> : <OnlineIcon />}
            <span>{describePlace(data)}</span>
          </p>
        </div>
      </div>
      {reason && <p className={styles.reason}>{feedTexts.reasons[reason.code](reason.tag)}</p>}
      <ul className={styles.tags}>
        {data.tags.slice(0, shownTags).map((tag) => (
          <li key={tag}>{tag}</li>
        ))}
      </ul>
      <div className={styles.stub}>
        <SeatLine event={data} />
        <OwnStanding event={data} />
      </div>
    </article>
  );
}
