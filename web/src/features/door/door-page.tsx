import { useQuery } from '@apollo/client/react';
import { Button, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { FaultNotice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { DoorDocument, type DoorQuery } from '../../generated/documents.gen.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { DoorCounts } from './door-counts.tsx';
import styles from './door-page.module.css';
import { FoundPeople } from './found-people.tsx';
import { JustLetIn } from './just-let-in.tsx';
import { beginsEntry, readEntry } from './read-entry.ts';
import { doorTexts } from './texts.ts';
import { useDoor } from './use-door.ts';
import { VerdictCard } from './verdict-card.tsx';

/** The door of an event: lets people in by ticket or by name. */
export function DoorPage() {
  const id = useParams().id!;
  return (
    <SignedIn>
      <DoorOf key={id} id={id} />
    </SignedIn>
  );
}

function DoorOf({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(DoorDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const event = data?.event;
  if (event?.viewerRole) return <Door event={event} />;
  if (error && !event) {
    return (
      <Page title={doorTexts.loading} width="reading">
        <FaultNotice error={error} retry={() => void refetch()} />
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title={doorTexts.loading} width="reading">
        <Skeleton height={420} radius={16} aria-label={doorTexts.loading} />
      </Page>
    );
  }
  return (
    <Page title={doorTexts.notStaffTitle}>
      <EmptyState title={doorTexts.notStaffTitle} text={doorTexts.notStaffText} level={1} />
    </Page>
  );
}

/** Long enough for a few keys of a name; a scanner is through with a whole code by then. */
const pauseMs = 300;
const leastLetters = 2;
/** The API looks for no longer ones. */
const mostLetters = 100;

function Door({ event }: { event: NonNullable<DoorQuery['event']> }) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, pauseMs);
  const [audible, setAudible] = useState(true);
  const { shown, last, checkIn, undo } = useDoor(event.id, audible);
  const field = useRef<HTMLInputElement>(null);
  useKeysElsewhere(field);
  const entry = readEntry(search);
  const name =
    typed !== '' && entry.kind === 'name' && entry.name.length >= leastLetters
      ? entry.name.slice(0, mostLetters)
      : null;

  function submit(submitted: SyntheticEvent) {
    submitted.preventDefault();
    const now = readEntry(typed);
    if (now.kind !== 'code') return;
    // Empty at once: the next ticket may be scanned before this one is answered.
    setTyped('');
    void checkIn({ ticketCode: now.code });
  }

  async function pick(userId: string) {
    setTyped('');
    field.current?.focus();
    await checkIn({ userId });
  }

  return (
    <Page title={doorTexts.title(event.title)} width="reading">
      <div className={styles.head}>
        <h1>{doorTexts.title(event.title)}</h1>
        <Button variant="default" onClick={() => setAudible(!audible)}>
          {audible ? doorTexts.soundOn : doorTexts.soundOff}
        </Button>
      </div>
      <DoorCounts event={event} />
      <form onSubmit={submit} className={styles.entry} autoComplete="off">
        <TextInput
          ref={field}
          label={doorTexts.field}
          description={doorTexts.fieldRule}
          value={typed}
          onChange={(change) => setTyped(change.currentTarget.value)}
          data-autofocus
          spellCheck={false}
          autoCapitalize="off"
        />
        <Button type="submit" h={52}>
          {doorTexts.checkIn}
        </Button>
      </form>
      {name === null ? (
        <VerdictCard shown={shown} undo={undo} />
      ) : (
        <FoundPeople eventId={event.id} name={name} pick={pick} undo={undo} />
      )}
      <JustLetIn people={last} undo={undo} />
      {event.viewerRole !== 'DOOR' && (
        <p>
          <Link to={`/organize/events/${event.id}`} className={styles.away}>
            {doorTexts.overview}
          </Link>
        </p>
      )}
    </Page>
  );
}

/** Takes the keys of a scanner wherever on the page the focus is, and begins with it in the field. */
function useKeysElsewhere(field: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    field.current?.focus();
    const catchKey = ({ key, ctrlKey, altKey, metaKey, target }: KeyboardEvent) => {
      const typing = target instanceof HTMLElement && target.matches('input, textarea, select');
      if (!typing && beginsEntry(key, ctrlKey || altKey || metaKey)) field.current?.focus();
    };
    document.addEventListener('keydown', catchKey);
    return () => document.removeEventListener('keydown', catchKey);
  }, [field]);
}
