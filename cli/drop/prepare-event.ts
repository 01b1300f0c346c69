import { setTimeout as pause } from 'node:timers/promises';
import { CommandError } from '@cityevents/command/command';
import { z } from 'zod';
import { type GraphqlClient, userErrors } from '../graphql-client.ts';

/** The event that is dropped, as it stands before. */
export interface DropEvent {
  id: string;
  title: string;
  /** Null: unlimited. */
  capacity: number | null;
  seatsTaken: number;
  waitlistLength: number;
}

const eventShape = z.object({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  capacity: z.number().nullable(),
  seatsTaken: z.number().nullable(),
  waitlistLength: z.number().nullable(),
});

const heardTimeoutMs = 30_000;

/** Creates and publishes an event with so many seats, and waits until it can be joined. */
export async function createDropEvent(
  client: GraphqlClient,
  accessToken: string,
  { users, seats }: { users: number; seats: number },
): Promise<DropEvent> {
  const startsAt = Temporal.Now.instant().add({ hours: 30 * 24 });
  const input = {
    title: `Drop of ${seats} ${seats === 1 ? 'seat' : 'seats'} for ${users} people`,
    startsAt: startsAt.toString(),
    endsAt: startsAt.add({ hours: 2 }).toString(),
    timezone: 'UTC',
    online: true,
    tags: ['drop'],
    capacity: seats,
  };
  const { createEvent } = await client.requestPatiently(
    z.object({ createEvent: z.object({ event: z.object({ id: z.string() }).nullable(), userErrors }) }),
    'mutation CreateEvent($input: CreateEventInput!) { createEvent(input: $input) { event { id } userErrors { code message } } }',
    { input },
    accessToken,
  );
  if (!createEvent.event) throw refused('create the event', createEvent.userErrors);
  const eventId = createEvent.event.id;
  const { publishEvent } = await client.requestPatiently(
    z.object({ publishEvent: z.object({ userErrors }) }),
    'mutation PublishEvent($input: PublishEventInput!) { publishEvent(input: $input) { userErrors { code message } } }',
    { input: { eventId } },
    accessToken,
  );
  if (publishEvent.userErrors.length > 0) throw refused('publish the event', publishEvent.userErrors);
  return untilJoinable(client, accessToken, eventId, seats);
}

/** Takes an event there is, with so many seats if they are given, and waits until joins knows of it. */
export async function takeEvent(
  client: GraphqlClient,
  accessToken: string,
  eventId: string,
  seats: number | undefined,
): Promise<DropEvent> {
  const event = await readEvent(client, accessToken, eventId);
  if (!event) throw new CommandError(`There is no event ${eventId}.`);
  if (event.status !== 'PUBLISHED') {
    throw new CommandError(`"${event.title}" is ${event.status.toLowerCase()}; only a published event can be dropped.`);
  }
  if (seats === undefined) return untilJoinable(client, accessToken, eventId);
  await untilJoinable(client, accessToken, eventId);
  const { setCapacity } = await client.requestPatiently(
    z.object({ setCapacity: z.object({ userErrors }) }),
    'mutation SetCapacity($input: SetCapacityInput!) { setCapacity(input: $input) { userErrors { code message } } }',
    { input: { eventId, capacity: seats } },
    accessToken,
  );
  if (setCapacity.userErrors.length > 0) throw refused(`give "${event.title}" ${seats} seats`, setCapacity.userErrors);
  return untilJoinable(client, accessToken, eventId, seats);
}

/** Joins hears of events and their seats by message. */
async function untilJoinable(
  client: GraphqlClient,
  accessToken: string,
  eventId: string,
  seats?: number,
): Promise<DropEvent> {
  const deadline = performance.now() + heardTimeoutMs;
  for (;;) {
    const event = await readEvent(client, accessToken, eventId);
    const { seatsTaken = null, waitlistLength = null, capacity = null } = event ?? {};
    const isAsAsked = seats === undefined || capacity === seats;
    if (event && seatsTaken !== null && waitlistLength !== null && isAsAsked) {
      return { id: event.id, title: event.title, capacity, seatsTaken, waitlistLength };
    }
    if (performance.now() > deadline) {
      throw new CommandError(
        `After ${heardTimeoutMs / 1000} s the event can't be joined yet. Do outbox relay and joins run?`,
      );
    }
    await pause(250);
  }
}

async function readEvent(client: GraphqlClient, accessToken: string, eventId: string) {
  const { event } = await client.requestPatiently(
    z.object({ event: eventShape.nullable() }),
    'query Event($id: ID!) { event(id: $id) { id title status capacity seatsTaken waitlistLength } }',
    { id: eventId },
    accessToken,
  );
  return event;
}

function refused(what: string, errors: { message: string }[]): CommandError {
  return new CommandError(`The API refused to ${what}: ${errors.map((error) => error.message).join(' ')}`);
}
