import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'undici';
import { z } from 'zod';
import { readAnswer } from '../graphql-client.ts';
import type { Person } from './make-people.ts';

/** What a person got. */
export interface Answer {
  person: Person;
  /** From letting go to the final answer. */
  milliseconds: number;
  status: 'CONFIRMED' | 'WAITLISTED' | null;
  waitlistPosition: number | null;
  /** How often they were told to come back later. */
  timesBusy: number;
  error: string | null;
}

/** More would meet the limits on open files and ports before those of the system. */
const mostConnections = 2_000;
const timesBusyAtMost = 10;

const joinShape = z.object({
  joinEvent: z.object({
    join: z.object({ status: z.enum(['CONFIRMED', 'WAITLISTED']), waitlistPosition: z.number().nullable() }).nullable(),
    userErrors: z.array(z.object({ code: z.string(), message: z.string(), retryAfterSeconds: z.number().nullable() })),
  }),
});
/** What a person sends to join. */
export const joinMutation = `mutation Join($input: JoinEventInput!) {
  joinEvent(input: $input) { join { status waitlistPosition } userErrors { code message retryAfterSeconds } }
}`;
const pageQuery = 'query Page($id: ID!) { event(id: $id) { title seatsLeft viewerJoin { status } } }';

/**
 * Lets everybody join the event at once: each has looked at its page and holds their connection open; all requests are
 * sent in the same turn.
 */
export async function race(
  publicUrl: string,
  eventId: string,
  people: Person[],
  { onReady, onAnswered }: { onReady: (ready: number) => void; onAnswered: (answered: number) => void },
): Promise<Answer[]> {
  const origin = new URL(publicUrl).origin;
  const clients = people
    .slice(0, mostConnections)
    .map(() => new Client(origin, { pipelining: 1, keepAliveTimeout: 60_000, headersTimeout: 60_000 }));
  const clientOf = (index: number) => clients[index % clients.length]!;
  try {
    let ready = 0;
    await atMost(50, people, async (person, index) => {
      const { statusCode, text } = await post(clientOf(index), person, pageQuery, { id: eventId });
      readAnswer(z.unknown(), statusCode, text);
      onReady(++ready);
    });
    let answered = 0;
    const letGoAt = performance.now();
    return await Promise.all(
      people.map(async (person, index) => {
        const answer = await join(clientOf(index), person, eventId);
        onAnswered(++answered);
        return { person, milliseconds: performance.now() - letGoAt, ...answer };
      }),
    );
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

/** One person's attempt, coming back as often as they are told to. */
async function join(client: Client, person: Person, eventId: string): Promise<Omit<Answer, 'person' | 'milliseconds'>> {
  let timesBusy = 0;
  const failed = (error: string) => ({ status: null, waitlistPosition: null, timesBusy, error });
  for (;;) {
    try {
      const { statusCode, text } = await post(client, person, joinMutation, { input: { eventId } });
      const { joinEvent } = readAnswer(joinShape, statusCode, text);
      if (joinEvent.join) return { ...joinEvent.join, timesBusy, error: null };
      const [refusal] = joinEvent.userErrors;
      if (refusal?.code !== 'BUSY' || timesBusy === timesBusyAtMost) return failed(refusal?.code ?? 'NO_JOIN');
      timesBusy++;
      await pause((refusal.retryAfterSeconds ?? 1) * 1000);
    } catch (error) {
      return failed((error as NodeJS.ErrnoException).code ?? (error as Error).message);
    }
  }
}

async function post(client: Client, person: Person, query: string, variables: Record<string, unknown>) {
  const { statusCode, body } = await client.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${person.accessToken}` },
    body: JSON.stringify({ query, variables }),
  });
  return { statusCode, text: await body.text() };
}

async function atMost<T>(limit: number, items: T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) await work(item, index);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
