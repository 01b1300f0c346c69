import { createPeople } from '@cityevents/auth/people/create-people';
import type { Person } from '@cityevents/cli/drop/make-people';
import { closeDatabases, type Databases, openDatabases } from '@cityevents/cli/fsck/databases';
import { eventually } from '@cityevents/testing/wait';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailsTo } from './mailbox.ts';
import { ask, send } from './public-api.ts';
import { newPeople, runId, runTool, variable } from './running-system.ts';

const name = `Zenobia Ypsilanti ${runId}`;
const password = `a long password ${runId}`;
/** Long enough for messages on a busy machine, and for the gateway to notice that a key is gone. */
const patiently = { timeoutMs: 90_000, everyMs: 250 };

let databases: Databases;
let zenobia: Person & { cookie: string; apiKey: string };
let host: Person;
let bob: Person;
/** Zenobia has a seat in the one, and Bob waits behind her; in the other she waits; the third is her own. */
let events: { seated: string; waiting: string; own: string; draft: string };

const as = (person: Person, query: string, variables: Record<string, unknown> = {}) =>
  ask(query, variables, person.accessToken);

async function change(person: Person, mutation: string, input: object) {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code message } } }`;
  expect((await as(person, query, { input }))[mutation].userErrors).toEqual([]);
}

async function createEvent(person: Person, title: string): Promise<string> {
  const startsAt = Temporal.Now.instant().add({ hours: 48 });
  const endsAt = startsAt.add({ hours: 3 }).toString();
  const input = { title, startsAt: startsAt.toString(), endsAt, timezone: 'Europe/Vienna', capacity: 1 };
  const query = 'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } } }';
  return (await as(person, query, { input })).createEvent.event.id;
}

async function publishedEvent(person: Person, title: string): Promise<string> {
  const eventId = await createEvent(person, title);
  await change(person, 'publishEvent', { eventId });
  await eventually(async () => {
    const { event } = await ask('query ($id: ID!) { event(id: $id) { seatsTaken } }', { id: eventId });
    expect(event.seatsTaken).toBe(0);
  }, patiently);
  return eventId;
}

/** Where a text stands, in whatever table and form, in any of the five databases. */
async function findText(text: string): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(databases).map(async ([database, pool]) => {
      const { rows: tables } = await pool.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
      );
      expect(tables.length).toBeGreaterThan(2);
      const counts = tables.map(async ({ name: table }) => {
        const count = `SELECT count(*)::int AS count FROM "${table}" AS t WHERE t::text ILIKE '%' || $1 || '%'`;
        const { rows } = await pool.query<{ count: number }>(count, [text]);
        return rows[0]!.count > 0 ? [`${database}.${table}`] : [];
      });
      return (await Promise.all(counts)).flat();
    }),
  );
  return found.flat().sort();
}

async function signInAsZenobia(created: { userId: string; email: string }) {
  const mutation = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }';
  const { data, headers } = await send(mutation, { input: { email: created.email, password } });
  expect(data.signIn.userErrors).toEqual([]);
  const cookie = headers.getSetCookie()[0]!.split(';')[0]!;
  return { ...created, accessToken: data.signIn.accessToken as string, cookie };
}

beforeAll(async () => {
  databases = await openDatabases({
    auth: variable('AUTH_DATABASE_URL'),
    events: variable('EVENTS_DATABASE_URL'),
    joins: variable('JOINS_DATABASE_URL'),
    feed: variable('FEED_DATABASE_URL'),
    notifications: variable('NOTIFICATIONS_DATABASE_URL'),
  });
  [host, bob] = (await newPeople(2)) as [Person, Person];
  const access = { AUTH_DATABASE_URL: variable('AUTH_DATABASE_URL'), AUTH_KEYS_FILE: variable('AUTH_KEYS_FILE') };
  const [created] = await Array.fromAsync(createPeople(access, { count: 1, password }));
  const signedIn = await signInAsZenobia(created!);
  await change(signedIn, 'updateProfile', { displayName: name, homeCity: `City of ${name}`, interests: ['maps'] });
  const create = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }';
  const key = await as(signedIn, create, { input: { name: `key of ${name}`, scopes: ['profile:read'] } });
  zenobia = { ...signedIn, apiKey: key.createApiKey.secret };

  events = {
    seated: await publishedEvent(host, `Seated ${runId}`),
    waiting: await publishedEvent(host, `Waiting ${runId}`),
    own: await publishedEvent(zenobia, `Own ${runId}`),
    draft: await createEvent(zenobia, `Draft of ${name}`),
  };
  for (const person of [zenobia, bob]) await change(person, 'joinEvent', { eventId: events.seated });
  for (const person of [bob, zenobia]) await change(person, 'joinEvent', { eventId: events.waiting });
  await change(bob, 'joinEvent', { eventId: events.own });
  for (const eventId of [events.seated, events.own]) {
    for (const person of [zenobia, bob]) {
      await eventually(() => change(person, 'recordView', { eventId }), patiently);
    }
  }
  await eventually(async () => {
    const subjects = (await mailsTo(zenobia.email)).map(({ subject }) => subject);
    for (const title of ['Seated', 'Waiting']) expect(subjects.join()).toContain(`${title} ${runId}`);
  }, patiently);
});
afterAll(() => closeDatabases(databases));

it('is told everything that is stored about oneself, by every part of the system', async () => {
  const query = '{ viewer { dataExport { id account events joins activity } } }';
  const { account, events: organized, joins, activity } = (await as(zenobia, query)).viewer.dataExport;
  expect(account.profile).toMatchObject({ displayName: name, email: zenobia.email });
  expect(organized.rows.map(({ id }: { id: string }) => id)).toEqual([events.own, events.draft]);
  expect(joins.rows.map(({ eventId, status }: Record<string, string>) => [eventId, status])).toEqual([
    [events.seated, 'CONFIRMED'],
    [events.waiting, 'WAITLISTED'],
  ]);
  expect(activity.views.rows).toHaveLength(2);
  expect(activity.profile).toEqual({ interests: ['maps'], homeCity: `City of ${name}` });
});

it('deletes the account for good: what is asked for by its name and address is nowhere any more', async () => {
  // The control: what is looked for can be found.
  await as(zenobia, '{ feed(kind: FOR_YOU) { edges { cursor } } }');
  const places = ['auth.api_keys', 'auth.people', 'events.events', 'feed.feed_people', 'feed.feed_readers'];
  expect(await findText(name)).toEqual(expect.arrayContaining([...places, 'notifications.recipients']));
  expect(await findText(zenobia.email)).toEqual(expect.arrayContaining(['auth.people', 'notifications.recipients']));

  const mutation = `mutation ($password: String!) { deleteAccount(input: { password: $password }) {
    deletedUserId userErrors { code } } }`;
  const { data, headers } = await send(mutation, { password }, zenobia);
  expect(data.deleteAccount).toEqual({ deletedUserId: zenobia.userId, userErrors: [] });
  expect(headers.getSetCookie()[0]).toMatch(/Max-Age=0/);
  await eventually(async () => {
    for (const text of [name, zenobia.email]) expect(await findText(text)).toEqual([]);
  }, patiently);
});

it('lets nobody in any more: not by cookie, token, key or password', async () => {
  const refresh = 'mutation { refreshSession { accessToken userErrors { code } } }';
  const { data } = await send(refresh, {}, { cookie: zenobia.cookie });
  expect(data.refreshSession).toEqual({ accessToken: null, userErrors: [{ code: 'SESSION_ENDED' }] });
  for (const accessToken of [zenobia.accessToken, zenobia.apiKey]) {
    await eventually(async () => {
      const { status, errors } = await send('{ viewer { id } }', {}, { accessToken });
      expect([status, errors?.[0]?.extensions?.code]).toEqual([401, 'UNAUTHENTICATED']);
    }, patiently);
  }
  const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }';
  const signedIn = await send(signIn, { input: { email: zenobia.email, password } });
  expect(signedIn.data.signIn.userErrors).toEqual([{ code: 'INVALID_CREDENTIALS' }]);
});

it('gives the seat to who waited for it, and mails them', async () => {
  await eventually(async () => {
    const query = 'query ($id: ID!) { event(id: $id) { seatsTaken waitlistLength viewerJoin { status } } }';
    const { event } = await as(bob, query, { id: events.seated });
    expect(event).toEqual({ seatsTaken: 1, waitlistLength: 0, viewerJoin: { status: 'CONFIRMED' } });
    const subjects = (await mailsTo(bob.email)).map(({ subject }) => subject);
    expect(subjects).toContain(`A seat is yours: Seated ${runId}`);
  }, patiently);
});

it('calls off what the person organized, and shows who they were to nobody', async () => {
  const query = 'query ($id: ID!) { event(id: $id) { status organizer { displayName } } }';
  await eventually(async () => {
    const { event } = await as(bob, query, { id: events.own });
    expect(event).toEqual({ status: 'CANCELLED', organizer: { displayName: 'Deleted account' } });
  }, patiently);
  const { rowCount } = await databases.events.query('SELECT FROM events WHERE id = $1', [events.draft]);
  expect(rowCount).toBe(0);
});

it('leaves numbers that add up, and an address that can sign up anew', async () => {
  const { status, stdout, stderr } = await runTool('cli/fsck/main.ts', []);
  expect(status, stdout + stderr).toBe(0);
  const signUp = `mutation ($input: SignUpInput!) { signUp(input: $input) { user { id } userErrors { code } } }`;
  const { data } = await send(signUp, { input: { email: zenobia.email, password, displayName: 'Somebody else' } });
  expect(data.signUp.userErrors).toEqual([]);
  expect(data.signUp.user.id).not.toBe(zenobia.userId);
});
