import { setTimeout as pause } from 'node:timers/promises';
import { createPeople } from '@cityevents/auth/people/create-people';
import type { GraphqlClient } from '@cityevents/cli/graphql-client';
import { z } from 'zod';
import type { SeededEvent } from './import-demo-events.ts';

const CROWD = 40;
const AT_ONCE = 8;
const PATIENCE_MS = 30_000;

const JOIN = `mutation JoinDemoEvent($input: JoinEventInput!) { joinEvent(input: $input) {
  join { id } userErrors { code message } } }`;
const VIEW = `mutation ViewDemoEvent($input: RecordViewInput!) { recordView(input: $input) { counted } }`;

const joined = z.object({
  joinEvent: z.object({
    join: z.object({ id: z.string() }).nullable(),
    userErrors: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
});
const viewed = z.object({ recordView: z.object({ counted: z.boolean() }) });

/**
 * Lets invented people look at the events and join them, so that TRENDING has something to rank, some events are full
 * and others nearly; the demo attendee joins the first two.
 *
 * @returns how many joins were made
 */
export async function fillDemoEvents(
  client: GraphqlClient,
  environment: { AUTH_DATABASE_URL: string; AUTH_KEYS_FILE: string },
  events: SeededEvent[],
  attendeeToken: string,
): Promise<number> {
  const people = await Array.fromAsync(createPeople(environment, { count: CROWD }));
  const tokens = people.map(({ accessToken }) => accessToken);
  const visits = events.flatMap(({ demo, eventId }, index) =>
    // Half as many again only look. Each event starts with somebody else, so that everyone comes around.
    Array.from({ length: Math.ceil(demo.crowd * 1.5) }, (_, visitor) => ({
      eventId,
      accessToken: tokens[(index * 7 + visitor) % tokens.length] ?? '',
      joins: visitor < demo.crowd,
    })),
  );
  visits.push(...events.slice(0, 2).map(({ eventId }) => ({ eventId, accessToken: attendeeToken, joins: true })));

  const remaining = visits.values();
  let joins = 0;
  const visit = async () => {
    for (const { eventId, accessToken, joins: wantsIn } of remaining) {
      const input = { eventId };
      await client.requestPatiently(viewed, VIEW, { input }, accessToken);
      if (!wantsIn) continue;
      await join(client, input, accessToken);
      joins += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visit));
  return joins;
}

/** Joins as soon as joins knows of the event, which a message tells it. */
async function join(client: GraphqlClient, input: { eventId: string }, accessToken: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { joinEvent } = await client.requestPatiently(joined, JOIN, { input }, accessToken);
    if (joinEvent.join) return;
    const [refusal] = joinEvent.userErrors;
    const mayPass = refusal?.code === 'EVENT_NOT_FOUND' || refusal?.code === 'BUSY';
    if (!mayPass || Date.now() > deadline) throw new Error(`Joining a demo event was refused: ${refusal?.message}`);
    await pause(200);
  }
}
