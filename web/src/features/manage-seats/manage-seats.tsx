import type { FragmentType } from '@apollo/client';
import { useApolloClient, useFragment } from '@apollo/client/react';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Panel } from '../../components/panel.tsx';
import { type FormRefusal, RefusableForm } from '../../components/refusable-form.tsx';
import {
  type SeatCountsFragment,
  SeatCountsFragmentDoc,
  SetCapacityDocument,
  SetWaitlistLimitDocument,
} from '../../generated/documents.gen.ts';
import { SeatLine } from '../see-seats/seat-line.tsx';
import {
  type CapacityConsequence,
  capacityConsequence,
  type LimitConsequence,
  limitConsequence,
  readLimit,
} from './consequences.ts';
import styles from './manage-seats.module.css';
import { seatTexts } from './texts.ts';

/** How a published event's seats stand, and the ways to change them, each with what follows before it is done. */
export function ManageSeats({ event }: { event: FragmentType<SeatCountsFragment> & { id: string } }) {
  const { data, complete } = useFragment({ fragment: SeatCountsFragmentDoc, from: event });
  if (!complete || data.seatsTaken === null) return null;
  return (
    <Panel title={seatTexts.title}>
      <SeatLine event={event} size="large" />
      <p className={styles.taken}>{seatTexts.taken(data.seatsTaken, data.waitlistLength ?? 0)}</p>
      <div className={styles.forms}>
        <ChangeCapacity eventId={event.id} seats={data} />
        <ChangeLimit eventId={event.id} seats={data} />
      </div>
    </Panel>
  );
}

function ChangeCapacity({ eventId, seats }: { eventId: string; seats: SeatCountsFragment }) {
  const client = useApolloClient();
  const [typed, setTyped] = useState<string | null>(null);
  const next = readLimit(typed ?? String(seats.capacity ?? ''), 1);
  const now = {
    capacity: seats.capacity,
    seatsTaken: seats.seatsTaken ?? 0,
    waitlistLength: seats.waitlistLength ?? 0,
  };
  const consequence = next === undefined ? null : capacityConsequence(now, next);

  async function change(): Promise<readonly FormRefusal[]> {
    if (next === undefined) return [{ message: seatTexts.notANumber(1), field: ['capacity'] }];
    const variables = { input: { eventId, capacity: next } };
    const { data } = await client.mutate({ mutation: SetCapacityDocument, variables });
    if (data?.setCapacity.event) setTyped(null);
    return data?.setCapacity.userErrors ?? [];
  }

  return (
    <RefusableForm action={seatTexts.setCapacity} acting={seatTexts.changing} done={seatTexts.changed} submit={change}>
      {(errorOf) => (
        <div>
          <TextInput
            label={seatTexts.capacity}
            description={seatTexts.capacityRule}
            name="capacity"
            inputMode="numeric"
            value={typed ?? String(seats.capacity ?? '')}
            onChange={(change) => setTyped(change.currentTarget.value)}
            error={errorOf('capacity')}
          />
          <Consequence lines={consequence && capacityLines(consequence)} refused={consequence?.kind === 'refused'} />
        </div>
      )}
    </RefusableForm>
  );
}

function ChangeLimit({ eventId, seats }: { eventId: string; seats: SeatCountsFragment }) {
  const client = useApolloClient();
  const [typed, setTyped] = useState<string | null>(null);
  const next = readLimit(typed ?? String(seats.waitlistLimit ?? ''), 0);
  const consequence =
    next === undefined ? null : limitConsequence(seats.waitlistLimit, seats.waitlistLength ?? 0, next);

  async function change(): Promise<readonly FormRefusal[]> {
    if (next === undefined) return [{ message: seatTexts.notANumber(0), field: ['limit'] }];
    const variables = { input: { eventId, limit: next } };
    const { data } = await client.mutate({ mutation: SetWaitlistLimitDocument, variables });
    if (data?.setWaitlistLimit.event) setTyped(null);
    return data?.setWaitlistLimit.userErrors ?? [];
  }

  return (
    <RefusableForm action={seatTexts.setLimit} acting={seatTexts.changing} done={seatTexts.changed} submit={change}>
      {(errorOf) => (
        <div>
          <TextInput
            label={seatTexts.limit}
            description={seatTexts.limitRule}
            name="limit"
            inputMode="numeric"
            value={typed ?? String(seats.waitlistLimit ?? '')}
            onChange={(change) => setTyped(change.currentTarget.value)}
            error={errorOf('limit')}
          />
          <Consequence lines={consequence && limitLines(consequence)} refused={false} />
        </div>
      )}
    </RefusableForm>
  );
}

/** What would follow from what is typed; said aloud as it changes. */
function Consequence({ lines, refused }: { lines: string[] | null; refused: boolean }) {
  return (
    <p role="status" className={styles.consequence} data-refused={refused || undefined}>
      {lines?.join(' ')}
    </p>
  );
}

function capacityLines(consequence: CapacityConsequence): string[] {
  const free = (count: number | null) => (count === null ? seatTexts.freeForAll : seatTexts.free(count));
  switch (consequence.kind) {
    case 'none':
      return [];
    case 'refused':
      return [seatTexts.refused(consequence.least)];
    case 'promotes': {
      const { people, stillWaiting } = consequence;
      const rest = stillWaiting > 0 ? seatTexts.stillWaiting(stillWaiting) : free(consequence.free);
      return [seatTexts.promotes(people), rest];
    }
    case 'grows':
      return [free(consequence.free)];
    case 'shrinks':
      return [seatTexts.keepSeats, free(consequence.free)];
  }
}

function limitLines(consequence: LimitConsequence): string[] {
  switch (consequence.kind) {
    case 'none':
      return [];
    case 'lifted':
      return [seatTexts.lifted];
    case 'closed':
      return [seatTexts.closed, ...(consequence.waiting > 0 ? [seatTexts.keepPlaces(consequence.waiting)] : [])];
    case 'full':
      return [seatTexts.limitFull, seatTexts.keepPlaces(consequence.waiting)];
    case 'open':
      return [seatTexts.room(consequence.room)];
  }
}
