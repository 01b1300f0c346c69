import { useApolloClient, useQuery } from '@apollo/client/react';
import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { FaultNotice } from '../../components/notice.tsx';
import { useHeldFocus } from '../../components/use-held-focus.ts';
import { RevokeSessionDocument, SessionsDocument, type SessionsQuery } from '../../generated/documents.gen.ts';
import styles from './account-page.module.css';
import { placeOf } from './place-of.ts';
import { Section } from './section.tsx';
import { accountTexts } from './texts.ts';
import { describeWhen } from './when.ts';

type Session = NonNullable<NonNullable<SessionsQuery['viewer']>['sessions']>[number];

/** Where the person is signed in, each with the way to end it. */
export function SessionList() {
  const { data, error, refetch } = useQuery(SessionsDocument, { fetchPolicy: 'cache-and-network' });
  const sessions = data?.viewer?.sessions;
  // The button that ended a session goes with it.
  const list = useHeldFocus<HTMLUListElement>();
  return (
    <Section title={accountTexts.sessions}>
      {sessions ? (
        <ul {...list} className={styles.list}>
          {sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      ) : error ? (
        <FaultNotice error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton height={144} radius={14} />
      )}
    </Section>
  );
}

function SessionRow({ session }: { session: Session }) {
  const client = useApolloClient();
  const [ending, setEnding] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const { id, device, createdAt, lastSeenAt, current } = session;

  async function end() {
    setEnding(true);
    try {
      // One that has ended meanwhile is what was asked for.
      await client.mutate({
        mutation: RevokeSessionDocument,
        variables: { sessionId: id },
        refetchQueries: ['Sessions', 'SecurityLog'],
      });
    } catch (error) {
      setFault(error);
    } finally {
      setEnding(false);
    }
  }

  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <p className={`${styles.name} ${styles.device}`}>
          {device} {current && <span className={styles.here}>{accountTexts.thisOne}</span>}
        </p>
        <p className={styles.meta}>{placeOf(session) ?? accountTexts.unknownPlace}</p>
        <p className={styles.meta}>
          {accountTexts.lastSeen(describeWhen(lastSeenAt))}, {accountTexts.signedInAt(describeWhen(createdAt))}
        </p>
      </div>
      {!current && (
        <Button
          variant="default"
          onClick={() => void end()}
          aria-disabled={ending}
          aria-label={accountTexts.signOutDevice(device)}
        >
          {accountTexts.signOutThere}
        </Button>
      )}
      {fault !== null && <FaultNotice error={fault} />}
    </li>
  );
}
