import { expect, vi } from 'vitest';
import { ask } from '../system/public-api.ts';
import { runId } from '../system/running-system.ts';

/** The demo city's people who look at pages. */
export const demoPeople = {
  attendee: { email: 'attendee@cityevents.test', password: 'cityevents-demo' },
  organizer: { email: 'organizer@cityevents.test', password: 'cityevents-demo' },
} as const;
const dayMs = 86_400_000;

/** The access token of somebody with an account. */
export async function signInByApi(input: { email: string; password: string }): Promise<string> {
  const { signIn } = await ask(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { message } } }',
    { input },
  );
  expect(signIn.userErrors).toEqual([]);
  return signIn.accessToken;
}

/** The demo organizer's access token. */
export const organizerToken = (): Promise<string> => signInByApi(demoPeople.organizer);

/** What differs from one event to the next. */
export interface TownEvent {
  readonly title: string;
  readonly capacity: number | null;
  readonly waitlistLimit?: number;
  readonly timezone?: string;
  readonly description?: string;
  readonly joinsOpenAt?: Date;
  readonly tags?: readonly string[];
  readonly online?: boolean;
}

/** Publishes events in a town that no other run has, and waits until the feed and the joins know them all. */
export async function publishInTown(town: string, events: readonly TownEvent[]): Promise<string[]> {
  const token = await organizerToken();
  const { importEvents } = await ask(
    `mutation ($input: ImportEventsInput!) { importEvents(input: $input) {
      results { event { id } errors { message } } userErrors { message } } }`,
    { input: { events: events.map((event, index) => toInput(town, event, index)) } },
    token,
  );
  const errors = importEvents.results.flatMap((result: { errors: unknown[] }) => result.errors);
  expect([...importEvents.userErrors, ...errors]).toEqual([]);
  const ids: string[] = importEvents.results.map(({ event }: { event: { id: string } }) => event.id);
  const allKnown = async () => expect(await knownEverywhere(town)).toBe(events.length);
  await vi.waitFor(allKnown, { timeout: 60_000, interval: 250 });
  return ids;
}

function toInput(town: string, event: TownEvent, index: number) {
  const { title, capacity, waitlistLimit, timezone, description, joinsOpenAt, tags, online } = event;
  const start = Date.now() + (index + 3) * dayMs;
  return {
    externalId: `${town} ${index}`,
    title,
    description: description ?? 'Doors open half an hour before.\n\nBring a friend.',
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(start + 2 * 3_600_000).toISOString(),
    timezone: timezone ?? 'Europe/Vienna',
    city: town,
    country: 'Austria',
    venue: 'Town hall',
    tags: tags ?? ['town', 'browser'],
    online: online ?? false,
    joinsOpenAt: joinsOpenAt?.toISOString() ?? null,
    capacity,
    waitlistLimit: waitlistLimit ?? null,
  };
}

/** How many of the town's events are in the feed with their seats: messages bring them to both. */
async function knownEverywhere(town: string): Promise<number> {
  const { feed } = await ask(
    'query ($city: String!) { feed(kind: NEWEST, filter: { city: $city }, first: 100) { edges { node { seatsTaken } } } }',
    { city: town },
  );
  return feed.edges.filter((edge: { node: { seatsTaken: number | null } | null }) => edge.node?.seatsTaken != null)
    .length;
}

/** A town of this run. */
export const townOf = (name: string): string => `${name}-${runId}`;
