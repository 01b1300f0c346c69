import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { Overtaken } from '../../app/overtaken-link.ts';
import { LiveSeatsDocument } from '../../generated/documents.gen.ts';

const shortestMs = 1_000;
const longestMs = 2_000;
const longestAfterFailuresMs = 30_000;

/**
 * How long until seats are asked for again: between one and two seconds by chance, so that a crowd that loaded the
 * page at one moment does not ask at one moment; twice as long for each failure in a row.
 */
export function pollDelay(failures: number, chance: number): number {
  const usual = shortestMs + (longestMs - shortestMs) * chance;
  return Math.min(usual * 2 ** failures, longestAfterFailuresMs);
}

/** Keeps an event's seats and the viewer's own join fresh in the cache while the page is looked at. */
export function useLiveSeats(eventId: string, active: boolean): void {
  const client = useApolloClient();

  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = false;
    let stopped = false;
    let failures = 0;

    const schedule = () => {
      clearTimeout(timer);
      if (!stopped && !document.hidden) timer = setTimeout(() => void ask(), pollDelay(failures, Math.random()));
    };
    const ask = async () => {
      if (asking) return;
      asking = true;
      try {
        const { error } = await client.query({
          query: LiveSeatsDocument,
          variables: { id: eventId },
          fetchPolicy: 'network-only',
          context: { canBeOvertaken: true },
        });
        failures = error && !(error instanceof Overtaken) ? failures + 1 : 0;
      } catch {
        failures++;
      } finally {
        asking = false;
        schedule();
      }
    };
    // Coming back to the page shows what it missed at once.
    const onVisibility = () => {
      clearTimeout(timer);
      if (!document.hidden) void ask();
    };

    schedule();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [client, eventId, active]);
}
