import { useApolloClient, useFragment } from '@apollo/client/react';
import { useEffect } from 'react';
import { useWatch } from 'react-hook-form';
import { readClock } from '../../components/clock-time.ts';
import {
  type EventDetailsFragment,
  EventDetailsFragmentDoc,
  StoredTextFragmentDoc,
} from '../../generated/documents.gen.ts';
import { EventAbout, EventFacts } from '../view-event/event-details.tsx';
import styles from './event-form.module.css';
import type { EventValues } from './event-values.ts';
import { editTexts } from './texts.ts';
import type { EventForm } from './use-event-form.ts';

/** The event's place in the cache while it is only looked at. */
const preview = { __typename: 'Event', id: 'preview' } as const;

/** Who would be named as the organizer. */
type Organizer = { id: string; displayName: string };

/**
 * What people will see, as it is typed: the very parts of the event's page, fed from the form by way of the cache. It says
 * nothing that the form doesn't, so keyboards and screen readers pass it by.
 *
 * @param eventId where the event is stored, if it is: its Markdown is read by the server, and shown once it has been.
 */
export function EventPreview({
  form,
  eventId,
  organizer,
}: {
  form: EventForm;
  eventId: string | null;
  organizer: Organizer | null;
}) {
  const { cache } = useApolloClient();
  const values = useWatch({ control: form.control }) as EventValues;
  const from = eventId === null ? null : ({ __typename: 'Event', id: eventId } as const);
  const { data: stored, complete: isStored } = useFragment({ fragment: StoredTextFragmentDoc, from });
  const text = values.description.trim();
  const html = isStored && stored.description === text ? stored.descriptionHtml : asTyped(text);
  const data = previewOf(values, html, organizer);

  useEffect(() => {
    if (!data) return;
    cache.writeFragment({ fragment: EventDetailsFragmentDoc, id: cache.identify(preview)!, data });
  }, [cache, data]);
  useEffect(() => () => void cache.evict({ id: cache.identify(preview)! }), [cache]);

  return (
    <div>
      <p className={styles.caption}>{editTexts.preview}</p>
      <div className={styles.preview} aria-hidden="true" inert>
        {data ? (
          <>
            <EventFacts event={preview as never} />
            <EventAbout event={preview as never} />
          </>
        ) : (
          <p className={styles.rule}>{editTexts.previewTime}</p>
        )}
      </div>
    </div>
  );
}

/** The text as HTML of paragraphs that shows just what was typed. */
function asTyped(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return escaped && `<p>${escaped.replaceAll(/\n{2,}/g, '</p><p>').replaceAll('\n', '<br>')}</p>`;
}

function previewOf(
  values: EventValues,
  descriptionHtml: string,
  organizer: Organizer | null,
): EventDetailsFragment | null {
  const startsAt = readClock(values.startsAt, values.timezone);
  const endsAt = readClock(values.endsAt, values.timezone);
  if (startsAt.kind !== 'moment' || endsAt.kind !== 'moment' || endsAt.at <= startsAt.at) return null;
  return {
    ...preview,
    title: values.title.trim() || editTexts.previewTitle,
    descriptionHtml,
    startsAt: startsAt.at,
    endsAt: endsAt.at,
    timezone: values.timezone,
    city: values.city.trim() || null,
    country: values.country.trim() || null,
    venue: values.venue.trim() || null,
    online: values.online,
    url: values.url.trim() || null,
    tags: values.tags,
    // What it will be: a draft's badge is no part of it.
    status: 'PUBLISHED',
    organizer: organizer && { __typename: 'User', id: organizer.id, displayName: organizer.displayName },
  } as EventDetailsFragment;
}
