import type { ApolloClient } from '@apollo/client';
import type { FileEvent } from '@cityevents/event-files/file-event';
import { isRateLimited } from '../../components/fault.ts';
import { ImportEventsDocument, type ImportEventsMutation } from '../../generated/documents.gen.ts';

/** What became of one event, or would. */
export type Result = ImportEventsMutation['importEvents']['results'][number];

/** How far it has come; `waiting` while the budget of a minute is used up. */
export type Reached = { readonly done: number; readonly waiting: boolean };

/** The API takes no more at once. */
const chunkSize = 100;
const patienceMs = 10_000;
const mostWaits = 12;

/** The server would not take any of it, in its words. */
export class ImportRefused extends Error {}

/**
 * Sends events through importEvents, a hundred at a time; with `dryRun` nothing is done. Each chunk stands by itself: when
 * one fails, what went before is in, and sending it all again adds nothing. The results are in the order of the events.
 *
 * @throws ImportRefused
 */
export async function sendEvents(
  client: ApolloClient,
  events: readonly FileEvent[],
  { dryRun, reached }: { dryRun: boolean; reached: (so: Reached) => void },
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < events.length; start += chunkSize) {
    const input = { events: events.slice(start, start + chunkSize).map((event) => event.input), dryRun };
    const answer = await patiently(
      () => client.mutate({ mutation: ImportEventsDocument, variables: { input }, fetchPolicy: 'no-cache' }),
      () => reached({ done: start, waiting: true }),
    );
    const payload = answer.data!.importEvents;
    if (payload.userErrors.length > 0) {
      throw new ImportRefused(payload.userErrors.map(({ message }) => message).join(' '));
    }
    results.push(...payload.results.toSorted((a, b) => a.index - b.index));
    reached({ done: results.length, waiting: false });
  }
  return results;
}

/** Asks again while the answer is that it was too much for this minute. */
async function patiently<T>(send: () => Promise<T>, waiting: () => void): Promise<T> {
  for (let waits = 0; ; waits++) {
    try {
      return await send();
    } catch (error) {
      if (!isRateLimited(error) || waits === mostWaits) throw error;
      waiting();
      await new Promise((resolve) => setTimeout(resolve, patienceMs));
    }
  }
}
