import { joinMutation } from '@cityevents/cli/drop/race';
import { Client } from 'undici';
import { z } from 'zod';
import { asChild } from '../run-child.ts';

// People who join an event each, by HTTP, as fast as they are answered.

export interface JoinsLoad {
  url: string;
  joins: { accessToken: string; eventId: string }[];
  connections: number;
}

export interface JoinsFigures {
  /** When the last one was answered, in milliseconds since 1970. */
  answeredAt: number;
}

const seat = z.object({
  data: z.object({ joinEvent: z.object({ join: z.object({ status: z.literal('CONFIRMED') }) }) }),
});

await asChild(async ({ url, joins, connections }: JoinsLoad): Promise<JoinsFigures> => {
  const remaining = joins.values();
  const connection = async () => {
    const client = new Client(new URL(url).origin, { pipelining: 1 });
    for (const { accessToken, eventId } of remaining) {
      const { body } = await client.request({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
        body: JSON.stringify({ query: joinMutation, variables: { input: { eventId } } }),
      });
      const text = await body.text();
      if (!seat.safeParse(JSON.parse(text)).success) throw new Error(`Somebody got no seat: ${text}`);
    }
    await client.close();
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return { answeredAt: Date.now() };
});
