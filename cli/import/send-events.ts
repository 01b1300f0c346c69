import { CommandError } from '@cityevents/command/command';
import { z } from 'zod';
import { type GraphqlClient, userErrors } from '../graphql-client.ts';
import type { MappedEvent } from './imported-rows.ts';

const outcome = z.enum(['CREATED', 'UPDATED', 'CANCELLED', 'UNCHANGED', 'SKIPPED', 'INVALID']);
type Outcome = z.infer<typeof outcome>;

/** What became of one event: as the API's ImportEventResult says. */
export interface SentEvent {
  event: MappedEvent;
  outcome: Outcome;
  /** Null when invalid, and on a dry run for one that isn't there yet. */
  eventId: string | null;
  /** What of it changes, or would: as it was and as it is. */
  changes: { field: string; before: unknown; after: unknown }[];
  errors: string[];
}

/** The API takes no more at once. */
const chunkSize = 100;

const shape = z.object({
  importEvents: z.object({
    results: z.array(
      z.object({
        index: z.number().int(),
        outcome,
        event: z.object({ id: z.string() }).nullable(),
        changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
        errors: z.array(z.object({ message: z.string(), field: z.array(z.string()).nullable() })),
      }),
    ),
    userErrors,
  }),
});

const mutation = `mutation ImportEvents($input: ImportEventsInput!) {
  importEvents(input: $input) {
    results { index outcome event { id } changes { field before after } errors { message field } }
    userErrors { code message }
  }
}`;

/**
 * Sends the events through importEvents, a hundred at a time. Each chunk stands by itself: when one fails, what went
 * before is in, and running it all again adds nothing.
 */
export async function sendEvents(
  client: GraphqlClient,
  accessToken: string,
  events: MappedEvent[],
  options: { dryRun: boolean; onProgress: (sent: number) => void },
): Promise<SentEvent[]> {
  const sent: SentEvent[] = [];
  for (let start = 0; start < events.length; start += chunkSize) {
    const chunk = events.slice(start, start + chunkSize);
    const input = { events: chunk.map(({ input }) => input), dryRun: options.dryRun };
    const { importEvents } = await client.requestPatiently(shape, mutation, { input }, accessToken);
    if (importEvents.userErrors.length > 0) {
      throw new CommandError(`The import was refused: ${importEvents.userErrors.map((e) => e.message).join(' ')}`);
    }
    const results = new Map(importEvents.results.map((result) => [result.index, result]));
    for (const [index, event] of chunk.entries()) {
      const result = results.get(index);
      if (!result) throw new Error(`importEvents said nothing of the event at index ${index}`);
      const errors = result.errors.map(({ message, field }) => (field ? `${field.join('.')}: ${message}` : message));
      const { outcome, changes } = result;
      sent.push({ event, outcome, eventId: result.event?.id ?? null, changes, errors });
    }
    options.onProgress(sent.length);
  }
  return sent;
}
