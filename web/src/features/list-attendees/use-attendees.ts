import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { isRateLimited } from '../../components/fault.ts';
import { AttendeesDocument, type AttendeesQuery } from '../../generated/documents.gen.ts';
import { attendeesAsked, type Wanted } from './attendees-asked.ts';
import { createListReader, type ListReader, type Pace, type Reading, type ReadOn } from './list-reader.ts';

/** A person of the list, with where they are in it. */
type Edge = NonNullable<NonNullable<AttendeesQuery['event']>['attendees']>['edges'][number];

const pauseOf = (ms: number) => () => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A page costs sixteen requests of the minute's six hundred: at this pace enough is left for all else. */
const pace: Pace = {
  quickPages: 10,
  pause: pauseOf(2_500),
  isTooMuch: isRateLimited,
  patience: pauseOf(10_000),
};

/** The people of one list, as far as they were read, and the way to have more of them read. */
export function useAttendees(wanted: Wanted): { reader: ListReader<Edge>; reading: Reading } {
  const client = useApolloClient();
  const [reading, setReading] = useState<Reading>({ kind: 'reading', missing: 0, waiting: false });
  const [reader] = useState(() => createListReader({ readOn: readFrom(client, wanted), pace, tell: setReading }));
  useEffect(() => reader.stop, [reader]);
  return { reader, reading };
}

function readFrom(client: ApolloClient, wanted: Wanted): ReadOn<Edge> {
  return async (end, after, before) => {
    const variables = attendeesAsked(wanted, end, { after: after?.cursor ?? null, before: before?.cursor ?? null });
    const { data } = await client.query({
      query: AttendeesDocument,
      variables,
      fetchPolicy: 'network-only',
      errorPolicy: 'none',
    });
    const page = data?.event?.attendees;
    if (!page) return { rows: [], more: false, total: 0 };
    const { hasNextPage, hasPreviousPage } = page.pageInfo;
    return { rows: page.edges, more: end === 'front' ? hasNextPage : hasPreviousPage, total: page.totalCount };
  };
}
