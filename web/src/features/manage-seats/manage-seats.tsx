import type { FragmentType } from '@apollo/client';
import { useApolloClient, useFragment } from '@apollo/client/react';
import type { FormRefusal } from '../../components/checked-form.tsx';
import { Panel } from '../../components/panel.tsx';
import {
  type SeatCountsFragment,
  SeatCountsFragmentDoc,
  SetCapacityDocument,
  SetWaitlistLimitDocument,
} from '../../generated/documents.gen.ts';
import { SeatLine } from '../see-seats/seat-line.tsx';
import { capacityConsequence, limitConsequence } from './consequences.ts';
import { capacityLines, limitLines } from './describe-consequence.ts';
import { type Consequence, LimitForm } from './limit-form.tsx';
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
  const { capacity, seatsTaken, waitlistLength } = seats;
  const now = { capacity, seatsTaken: seatsTaken ?? 0, waitlistLength: waitlistLength ?? 0 };

  function consequenceOf(next: number | null): Consequence {
    const consequence = capacityConsequence(now, next);
    return { lines: capacityLines(consequence), refused: consequence.kind === 'refused' };
  }

  async function change(next: number | null): Promise<readonly FormRefusal[]> {
    const variables = { input: { eventId, capacity: next } };
    const { data } = await client.mutate({ mutation: SetCapacityDocument, variables });
    return data?.setCapacity.userErrors ?? [];
  }

  return (
    <LimitForm
      current={capacity}
      least={1}
      label={seatTexts.capacity}
      rule={seatTexts.capacityRule}
      action={seatTexts.setCapacity}
      consequenceOf={consequenceOf}
      change={change}
    />
  );
}

function ChangeLimit({ eventId, seats }: { eventId: string; seats: SeatCountsFragment }) {
  const client = useApolloClient();
  const { waitlistLimit, waitlistLength } = seats;

  async function change(next: number | null): Promise<readonly FormRefusal[]> {
    const variables = { input: { eventId, limit: next } };
    const { data } = await client.mutate({ mutation: SetWaitlistLimitDocument, variables });
    return data?.setWaitlistLimit.userErrors ?? [];
  }

  return (
    <LimitForm
      current={waitlistLimit}
      least={0}
      label={seatTexts.limit}
      rule={seatTexts.limitRule}
      action={seatTexts.setLimit}
      consequenceOf={(next) => ({
        lines: limitLines(limitConsequence(waitlistLimit, waitlistLength ?? 0, next)),
        refused: false,
      })}
      change={change}
    />
  );
}
