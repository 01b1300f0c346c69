import { useQuery } from '@apollo/client/react';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { Panel } from '../../components/panel.tsx';
import { AttendeeCountsDocument } from '../../generated/documents.gen.ts';
import { MessageAttendees } from '../message-attendees/message-attendees.tsx';
import { useFramedEvent } from '../organize-event/event-frame.tsx';
import { AttendeeTable } from './attendee-table.tsx';
import styles from './attendees-page.module.css';
import { DownloadCsv } from './download-csv.tsx';
import { attendeeTexts } from './texts.ts';

const tabs = ['ALL', 'CONFIRMED', 'WAITLISTED', 'CHECKED_IN', 'CANCELLED'] as const;
type Tab = (typeof tabs)[number];

/** Long enough for a few keys, short enough to feel at once. */
const pauseMs = 250;

/** Who comes to an event, by how they stand and by name; and the ways to write to them and to take the list along. */
export function AttendeesPage() {
  const { id } = useFramedEvent();
  // It comes after the list, however long that is.
  const letter = useRef<HTMLDivElement>(null);
  const [tab, setTab] = useState<Tab>('ALL');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), pauseMs);
  const { data, refetch } = useQuery(AttendeeCountsDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const counts = data?.event?.attendeeCounts;
  const countOf: Record<Tab, number | undefined> = {
    ALL: counts ? counts.confirmed + counts.waitlisted + counts.checkedIn + counts.cancelled : undefined,
    CONFIRMED: counts?.confirmed,
    WAITLISTED: counts?.waitlisted,
    CHECKED_IN: counts?.checkedIn,
    CANCELLED: counts?.cancelled,
  };

  return (
    <div className={styles.columns}>
      <Panel title={attendeeTexts.title}>
        <div className={styles.bar}>
          <TextInput
            aria-label={attendeeTexts.search}
            placeholder={attendeeTexts.search}
            type="search"
            maxLength={100}
            value={typed}
            onChange={(change) => setTyped(change.currentTarget.value)}
            className={styles.search!}
          />
          <DownloadCsv eventId={id} />
          <Button variant="default" onClick={() => letter.current?.focus()}>
            {attendeeTexts.write}
          </Button>
        </div>
        <fieldset className={styles.tabs} aria-label={attendeeTexts.tabs}>
          {tabs.map((name) => (
            <button key={name} type="button" aria-pressed={name === tab} onClick={() => setTab(name)}>
              {attendeeTexts[name]} <span>{countOf[name]?.toLocaleString('en')}</span>
            </button>
          ))}
        </fieldset>
        <AttendeeTable
          key={`${tab} ${search}`}
          wanted={{ eventId: id, status: tab === 'ALL' ? null : [tab], search: search || null }}
          changed={() => void refetch()}
        />
      </Panel>
      <div ref={letter} tabIndex={-1}>
        <MessageAttendees eventId={id} />
      </div>
    </div>
  );
}
