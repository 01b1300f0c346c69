import type { FragmentType } from '@apollo/client';
import { useFragment } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ownZone } from '../../components/date-format.ts';
import { clocksAgree, describeSpan } from '../../components/event-moment.ts';
import { ClockIcon, LinkIcon, OnlineIcon, PersonIcon, PlaceIcon } from '../../components/icons.tsx';
import { type EventDetailsFragment, EventDetailsFragmentDoc } from '../../generated/documents.gen.ts';
import { noFilter } from '../browse-feed/event-filter.ts';
import { feedAddress } from '../browse-feed/feed-address.ts';
import { mapAddress } from './calendar-links.ts';
import styles from './event-details.module.css';
import { KeepEvent } from './keep-event.tsx';
import { eventTexts } from './texts.ts';

const stateNames = {
  DRAFT: eventTexts.draft,
  PUBLISHED: null,
  CANCELLED: eventTexts.cancelled,
  ENDED: eventTexts.ended,
};

/** What an event is: name, time, place, and who makes it. */
export function EventFacts({ event }: { event: FragmentType<EventDetailsFragment> }) {
  const { data, complete } = useFragment({ fragment: EventDetailsFragmentDoc, from: event });
  if (!complete) return null;
  const state = stateNames[data.status];

  return (
    <div className={styles.details}>
      {state && <p className={styles.state}>{state}</p>}
      <h1>{data.title}</h1>
      <dl className={styles.facts}>
        <When event={data} />
        <Where event={data} />
        {data.organizer && (
          <Fact icon={<PersonIcon />} name={eventTexts.organizer}>
            {data.organizer.displayName}
          </Fact>
        )}
        {data.url && <Website url={data.url} />}
      </dl>
    </div>
  );
}

/** What an event is about, in the organizer's words. */
export function EventAbout({ event }: { event: FragmentType<EventDetailsFragment> }) {
  const { data, complete } = useFragment({ fragment: EventDetailsFragmentDoc, from: event });
  if (!complete) return null;
  return (
    <div className={styles.details}>
      {data.status === 'PUBLISHED' && <KeepEvent event={data} />}
      <h2>{eventTexts.about}</h2>
      {data.descriptionHtml ? (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the API answers HTML in which nothing runs, loads or has a style.
        <div className={styles.description} data-prose dangerouslySetInnerHTML={{ __html: data.descriptionHtml }} />
      ) : (
        <p className={styles.nothing}>{eventTexts.noDescription}</p>
      )}
      {data.tags.length > 0 && (
        <ul className={styles.tags} aria-label={eventTexts.tags}>
          {data.tags.map((tag) => (
            <li key={tag}>
              <Link to={feedAddress({ kind: 'TRENDING', filter: { ...noFilter, tags: [tag] } })}>{tag}</Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Fact({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      {icon}
      <dt className="visually-hidden">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function When({ event }: { event: EventDetailsFragment }) {
  const differs = !clocksAgree(new Date(event.startsAt), event.timezone, ownZone());
  return (
    <Fact icon={<ClockIcon />} name={eventTexts.when}>
      <time dateTime={event.startsAt}>{describeSpan(event.startsAt, event.endsAt, event.timezone)}</time>
      {differs && (
        <span className={styles.second}>
          {eventTexts.yourTime(describeSpan(event.startsAt, event.endsAt, ownZone()))}
        </span>
      )}
    </Fact>
  );
}

function Where({ event }: { event: EventDetailsFragment }) {
  const town = [event.city, event.country].filter(Boolean).join(', ');
  const first = event.venue || town;
  const map = mapAddress(event);
  if (!first) {
    return (
      <Fact icon={event.online ? <OnlineIcon /> : <PlaceIcon />} name={eventTexts.where}>
        {event.online ? eventTexts.onlyOnline : eventTexts.placeOpen}
      </Fact>
    );
  }
  return (
    <Fact icon={<PlaceIcon />} name={eventTexts.where}>
      {first}
      {event.venue && town && <span className={styles.second}>{town}</span>}
      {event.online && <span className={styles.second}>{eventTexts.online}</span>}
      {map && (
        <a href={map} target="_blank" rel="noopener noreferrer">
          {eventTexts.map}
        </a>
      )}
    </Fact>
  );
}

/** The organizer's own page. Only web addresses become links, whatever the data says. */
function Website({ url }: { url: string }) {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return null;
  return (
    <Fact icon={<LinkIcon />} name={eventTexts.website}>
      <a href={url} rel="noopener noreferrer nofollow" target="_blank">
        {new URL(url).hostname.replace(/^www\./, '')}
      </a>
    </Fact>
  );
}
