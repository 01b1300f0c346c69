import type { FragmentType } from '@apollo/client';
import { useApolloClient, useFragment } from '@apollo/client/react';
import { Confirm } from '../../components/confirm.tsx';
import { Panel } from '../../components/panel.tsx';
import {
  CancelEventDocument,
  type OrganizedOverviewFragment,
  OrganizedOverviewFragmentDoc,
} from '../../generated/documents.gen.ts';
import { organizeTexts } from './texts.ts';

/** Calls an event off, or throws a draft away, after saying what that will do. */
export function CancelEvent({ event }: { event: FragmentType<OrganizedOverviewFragment> & { id: string } }) {
  const client = useApolloClient();
  const { data, complete } = useFragment({ fragment: OrganizedOverviewFragmentDoc, from: event });
  if (!complete) return null;

  async function cancel(): Promise<readonly string[]> {
    const { data } = await client.mutate({ mutation: CancelEventDocument, variables: { eventId: event.id } });
    return data?.cancelEvent.userErrors.map(({ message }) => message) ?? [];
  }

  const isDraft = data.status === 'DRAFT';
  const effects = isDraft
    ? organizeTexts.discardEffects
    : organizeTexts.cancelEffects(data.seatsTaken ?? 0, data.waitlistLength ?? 0);
  return (
    <Panel title={isDraft ? organizeTexts.discardTitle : organizeTexts.cancelTitle}>
      <Confirm
        action={isDraft ? organizeTexts.discard : organizeTexts.cancel}
        question={isDraft ? organizeTexts.discardQuestion : organizeTexts.cancelQuestion}
        yes={isDraft ? organizeTexts.discardYes : organizeTexts.cancelYes}
        no={isDraft ? organizeTexts.discardNo : organizeTexts.cancelNo}
        acting={isDraft ? organizeTexts.discarding : organizeTexts.cancelling}
        act={cancel}
      >
        <ul>
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      </Confirm>
    </Panel>
  );
}
