import { useApolloClient } from '@apollo/client/react';
import { serverNow } from '../../app/clock/server-clock.ts';
import { useLookAgain } from '../../components/use-look-again.ts';
import { OrganizedEventDocument } from '../../generated/documents.gen.ts';

const everyMs = 5_000;

/** Asks for the event again from the moment at which it publishes itself, until it has: the page is another one then. */
export function usePublishedByItself(publishAt: string | null): void {
  const client = useApolloClient();
  useLookAgain(() => {
    if (publishAt === null || serverNow() < Date.parse(publishAt)) return;
    void client.refetchQueries({ include: [OrganizedEventDocument] });
  }, everyMs);
}
