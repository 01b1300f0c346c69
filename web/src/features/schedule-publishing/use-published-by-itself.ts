import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { serverNow } from '../../app/clock/server-clock.ts';
import { OrganizedEventDocument } from '../../generated/documents.gen.ts';

const askAgainMs = 5_000;
/** A timer can't wait longer than this; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** Asks for the event again from the moment at which it publishes itself, until it has: the page is another one then. */
export function usePublishedByItself(publishAt: string | null): void {
  const client = useApolloClient();
  useEffect(() => {
    if (publishAt === null) return;
    let timer: ReturnType<typeof setTimeout>;
    const ask = () => {
      void client.refetchQueries({ include: [OrganizedEventDocument] });
      timer = setTimeout(ask, askAgainMs);
    };
    const left = Date.parse(publishAt) - serverNow();
    if (left < longestTimerMs) timer = setTimeout(ask, Math.max(left, 0) + askAgainMs);
    return () => clearTimeout(timer);
  }, [client, publishAt]);
}
