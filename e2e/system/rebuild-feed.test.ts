import type { Person } from '@cityevents/cli/drop/make-people';
import { onServer } from '@cityevents/prisma/engine/temporary-database';
import { eventually } from '@cityevents/testing/wait';
import { beforeAll, expect, it } from 'vitest';
import { ask, send } from './public-api.ts';
import { newPeople, runId, runTool, variable } from './running-system.ts';

const inFeed = (sql: string, values: unknown[]) =>
  onServer(variable('FEED_DATABASE_URL'), (client) => client.query(sql, values));
const title = `Rebuilt ${runId}`;
const patiently = { timeoutMs: 30_000, everyMs: 100 };
let host: Person;
let guest: Person;
let eventId: string;

const change = (person: Person, name: string, input: object) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  return ask(
    `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`,
    { input },
    person.accessToken,
  );
};
const SEARCH = 'query ($query: String!) { searchEvents(query: $query) { edges { node { id } } } }';
const found = async (): Promise<string[]> =>
  (await ask(SEARCH, { query: title })).searchEvents.edges.map(({ node }: { node: { id: string } }) => node.id);

/** What the feed knows of the event and its guest. */
async function known(): Promise<unknown> {
  const { rows } = await inFeed(
    `SELECT e.title, s.taken, j.status, p.interests,
       (SELECT count(*)::int FROM feed_scores v WHERE v.event_id = e.event_id AND v.valid_until = 'infinity') AS scores
     FROM feed_events e LEFT JOIN feed_seats s USING (event_id)
     LEFT JOIN feed_joins j ON j.event_id = e.event_id AND j.user_id = $2
     LEFT JOIN feed_people p ON p.user_id = $2
     WHERE e.event_id = $1`,
    [eventId, guest.userId],
  );
  return rows;
}
const everything = [{ title, taken: 1, status: 'CONFIRMED', interests: ['maps'], scores: 1 }];

beforeAll(async () => {
  [host, guest] = (await newPeople(2)) as [Person, Person];
  await change(guest, 'updateProfile', { interests: ['maps'] });
  const startsAt = Temporal.Now.instant().add({ hours: 48 });
  const times = { startsAt: startsAt.toString(), endsAt: startsAt.add({ hours: 3 }).toString(), timezone: 'UTC' };
  const create = 'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } } }';
  const input = { title, capacity: 5, ...times };
  eventId = (await ask(create, { input }, host.accessToken)).createEvent.event.id;
  await change(host, 'publishEvent', { eventId });
  const joinEvent = 'mutation ($input: JoinEventInput!) { joinEvent(input: $input) { join { status } } }';
  await eventually(async () => {
    const { joinEvent: joined } = await ask(joinEvent, { input: { eventId } }, guest.accessToken);
    expect(joined.join?.status).toBe('CONFIRMED');
  }, patiently);
  await eventually(async () => expect(await known()).toEqual(everything), patiently);
});

it('a feed that has lost what it knew, and knows what never was, is put right, and read meanwhile', async () => {
  for (const table of ['feed_events', 'feed_listings', 'feed_scores', 'feed_seats', 'feed_joins']) {
    await inFeed(`DELETE FROM ${table} WHERE event_id = $1`, [eventId]);
  }
  await inFeed('DELETE FROM feed_people WHERE user_id = $1', [guest.userId]);
  expect([await known(), await found()]).toEqual([[], []]);
  // And what no owner ever told of: an event, and a person with a join.
  const [phantom, nobody] = [crypto.randomUUID(), crypto.randomUUID()];
  const inHour = (hours: number) => Temporal.Now.instant().add({ hours }).toString();
  await inFeed(
    `INSERT INTO feed_events (event_id, organizer_id, title, title_key, text_key, online, state, starts_at, ends_at,
       published_at, event_sequence) VALUES ($1, $1, 'Phantom', 'phantom', $2, false, 'PUBLISHED', $3, $4, now(), 1)`,
    [phantom, `phantom ${runId}`, inHour(1), inHour(2)],
  );
  await inFeed(`INSERT INTO feed_people (user_id, interests, sequence) VALUES ($1, '{}', 1)`, [nobody]);
  const another = `SELECT event_id FROM feed_events WHERE event_id <> $2 LIMIT 1`;
  await inFeed(
    `INSERT INTO feed_joins (event_id, user_id, status, joined_at, sequence) SELECT event_id, $1, 'CONFIRMED', now(), 1
     FROM (${another}) AS other`,
    [nobody, phantom],
  );
  const phantoms = async () => (await ask(SEARCH, { query: `phantom ${runId}` })).searchEvents.edges.length;
  await eventually(async () => expect(await phantoms()).toBe(1), patiently);

  let isOver = false;
  let pages = 0;
  // In turns: nobody asks for more than one person may.
  const readers = await newPeople(20);
  const reading = (async () => {
    for (; !isOver; pages++) {
      const { data, errors } = await send('{ feed(kind: UPCOMING) { edges { cursor } } }', {}, readers[pages % 20]);
      expect(errors).toBeUndefined();
      expect(data.feed.edges.length).toBeGreaterThan(0);
    }
  })();
  const { status, stdout, stderr } = await runTool('cli/feed/main.ts', ['rebuild']);
  isOver = true;
  await reading;
  expect(status, stdout + stderr).toBe(0);
  expect(stderr).toMatch(/messages about \d+ people queued/);
  expect(stderr).toContain('since no owner knows them: people 1, events 1, joins 1');
  expect(stdout).toContain('All 6 rules hold.');
  expect(await phantoms()).toBe(0);
  expect(pages).toBeGreaterThan(1);
  expect(await known()).toEqual(everything);
  expect(await found()).toEqual([eventId]);
});

it.each([[[]], [['destroy']], [['rebuild', 'everything']]])('%j is refused, and told how it is done', async (args) => {
  const { status, stderr } = await runTool('cli/feed/main.ts', args);
  expect(status).toBe(1);
  expect(stderr).toContain('Usage: npm run feed -- rebuild');
});
