// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a real table doesn't allow.
import type { FragmentType } from '@apollo/client';
import { useApolloClient, useFragment } from '@apollo/client/react';
import { Confirm } from '../../components/confirm.tsx';
import { dateFormat } from '../../components/date-format.ts';
import {
  type AttendeeRowFragment,
  AttendeeRowFragmentDoc,
  RemoveAttendeeDocument,
} from '../../generated/documents.gen.ts';
import { useFramedEvent } from '../organize-event/event-frame.tsx';
import styles from './attendees-page.module.css';
import { attendeeTexts } from './texts.ts';

const dateTime = dateFormat({ dateStyle: 'medium', timeStyle: 'short' });
const timeOfDay = dateFormat({ timeStyle: 'short' });

/** One person of the list: who, how they stand, since when; and the way to take their place away. */
export function AttendeeRow(props: { attendee: FragmentType<AttendeeRowFragment>; changed: () => void }) {
  const client = useApolloClient();
  const event = useFramedEvent();
  const { data, complete } = useFragment({ fragment: AttendeeRowFragmentDoc, from: props.attendee });
  if (!complete) return null;
  const name = data.user?.displayName || attendeeTexts.nameless;
  // Of what is over or called off there is nothing left to take away.
  const isPublic = event.status === 'PUBLISHED';
  const removable = isPublic && (data.status === 'CONFIRMED' || data.status === 'WAITLISTED') && data.user;

  async function remove(): Promise<readonly string[]> {
    const input = { eventId: event.id, userId: data.user!.id! };
    const answer = await client.mutate({ mutation: RemoveAttendeeDocument, variables: { input } });
    const messages = answer.data?.removeAttendee.userErrors.map(({ message }) => message) ?? [];
    if (messages.length > 0) return messages;
    client.cache.modify({
      id: client.cache.identify({ __typename: 'Attendee', id: data.id! })!,
      fields: { status: () => 'CANCELLED', waitlistPosition: () => null },
    });
    props.changed();
    return [];
  }

  return (
    <>
      <div role="cell" className={styles.name}>
        {name}
      </div>
      <div role="cell">
        <span className={styles.standing} data-status={data.status}>
          {standingOf(data)}
        </span>
      </div>
      <div role="cell" className={styles.since}>
        {data.joinedAt && dateTime.format(Date.parse(data.joinedAt))}
      </div>
      <div role="cell" className={styles.act}>
        {removable && (
          <Confirm
            action={attendeeTexts.remove}
            label={attendeeTexts.removeOne(name)}
            question={attendeeTexts.removeQuestion(name)}
            yes={attendeeTexts.removeYes}
            no={attendeeTexts.removeNo}
            acting={attendeeTexts.removing}
            act={remove}
          >
            <ul>
              {attendeeTexts.removeEffects(data.status === 'CONFIRMED').map((effect) => (
                <li key={effect}>{effect}</li>
              ))}
            </ul>
          </Confirm>
        )}
      </div>
    </>
  );
}

function standingOf({ status, waitlistPosition, checkedInAt }: AttendeeRowFragment): string {
  if (status === 'WAITLISTED' && waitlistPosition !== null) return attendeeTexts.waiting(waitlistPosition);
  if (status === 'CHECKED_IN' && checkedInAt) return attendeeTexts.cameAt(timeOfDay.format(Date.parse(checkedInAt)));
  return attendeeTexts.standings[status];
}
