import type { FragmentType } from '@apollo/client';
import { useApolloClient, useFragment } from '@apollo/client/react';
import { useLookAgain } from '../../components/use-look-again.ts';
import {
  type DoorCountsFragment,
  DoorCountsFragmentDoc,
  DoorCountsNowDocument,
} from '../../generated/documents.gen.ts';
import styles from './door-page.module.css';
import { doorTexts } from './texts.ts';

const everyMs = 5_000;

/** How many are in, of how many: by all doors, as of a few seconds ago. */
export function DoorCounts({ event }: { event: FragmentType<DoorCountsFragment> & { id: string } }) {
  const client = useApolloClient();
  const { data, complete } = useFragment({ fragment: DoorCountsFragmentDoc, from: event });

  useLookAgain(() => {
    // What can't be had now is asked for again anyway.
    client
      .query({ query: DoorCountsNowDocument, variables: { id: event.id }, fetchPolicy: 'network-only' })
      .catch(() => undefined);
  }, everyMs);

  if (!complete || !data.attendeeCounts) return null;
  const { confirmed, checkedIn } = data.attendeeCounts;
  return <p className={styles.counts}>{doorTexts.counts(checkedIn, confirmed + checkedIn)}</p>;
}
