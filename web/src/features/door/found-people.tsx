import { useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { dateFormat } from '../../components/date-format.ts';
import { FaultNotice } from '../../components/notice.tsx';
import { FindAtDoorDocument } from '../../generated/documents.gen.ts';
import styles from './door-page.module.css';
import { doorTexts } from './texts.ts';

const timeOfDay = dateFormat({ timeStyle: 'short' });

/** Who with a seat is called so, each with the button that lets them in, or takes it back. */
export function FoundPeople(props: {
  eventId: string;
  name: string;
  pick: (userId: string) => Promise<void>;
  undo: (userId: string, name: string | null) => Promise<void>;
}) {
  const { eventId, name, pick, undo } = props;
  const variables = { id: eventId, search: name };
  // Others let people in at other doors: what the list says is always asked anew.
  const { data, error, refetch } = useQuery(FindAtDoorDocument, { variables, fetchPolicy: 'network-only' });
  const people = data?.event?.attendees?.edges.map(({ node }) => node);
  if (!people) {
    if (error) return <FaultNotice error={error} retry={() => void refetch()} />;
    return <Skeleton height={180} radius={16} />;
  }
  return (
    <section aria-label={doorTexts.found} className={styles.found}>
      <p role="status" className={people.length > 0 ? 'visually-hidden' : styles.nobody}>
        {people.length > 0 ? `${doorTexts.found}: ${people.length}` : doorTexts.nobody}
      </p>
      <ul className={styles.people}>
        {people.map(({ id, user, checkedInAt }) => (
          <li key={id}>
            <span className={styles.name}>{user?.displayName || doorTexts.nameless}</span>
            {user && checkedInAt && (
              <>
                <span className={styles.since}>{doorTexts.inSince(timeOfDay.format(Date.parse(checkedInAt)))}</span>
                <Button
                  variant="default"
                  aria-label={doorTexts.undoOne(user.displayName)}
                  onClick={() => void undo(user.id, user.displayName).then(() => refetch())}
                >
                  {doorTexts.undo}
                </Button>
              </>
            )}
            {user && !checkedInAt && (
              <Button aria-label={doorTexts.checkInOne(user.displayName)} onClick={() => void pick(user.id)}>
                {doorTexts.checkIn}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
