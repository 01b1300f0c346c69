import { eventually } from '@cityevents/testing/wait';
import { beforeAll, expect, test } from 'vitest';
import { type Account, newAccount, signInAgain } from './new-account.ts';
import { ask, send } from './public-api.ts';
import { newPeople, runId, runTool } from './running-system.ts';

const patiently = { timeoutMs: 60_000, everyMs: 250 };
const title = `Zyxwvut ${runId}`;
let admin: Account;
let eventId: string;
let owner: string;
let stranger: string;
let seated: string;

const admins = (...args: string[]) => runTool('subgraphs/auth/src/admins/cli.ts', args);
const change = async (mutation: string, input: object, accessToken: string) => {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code } } }`;
  return (await ask(query, { input }, accessToken))[mutation].userErrors;
};

/** Where somebody comes upon the event. */
async function seenBy(accessToken: string) {
  const query = `query ($id: ID!, $title: String!) {
    event(id: $id) { id }
    searchEvents(query: $title, first: 5) { edges { node { id } } }
    feed(kind: NEWEST, first: 100) { edges { node { id } } }
  }`;
  const { event, searchEvents, feed } = await ask(query, { id: eventId, title }, accessToken);
  const has = ({ edges }: { edges: { node: { id: string } | null }[] }) =>
    edges.some(({ node }) => node?.id === eventId);
  return { page: event !== null, search: has(searchEvents), feed: has(feed) };
}

beforeAll(async () => {
  const people = await newPeople(3);
  [owner, stranger, seated] = people.map(({ accessToken }) => accessToken) as [string, string, string];
  admin = await newAccount();
  const at = (hours: number) => Temporal.Now.instant().add({ hours }).toString();
  const input = { title, startsAt: at(48), endsAt: at(50), timezone: 'UTC', capacity: 9 };
  const create = 'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } } }';
  eventId = (await ask(create, { input }, owner)).createEvent.event.id;
  await change('publishEvent', { eventId }, owner);
  await eventually(async () => expect(await change('joinEvent', { eventId }, seated)).toEqual([]), patiently);
  await eventually(
    async () => expect(await seenBy(stranger)).toEqual({ page: true, search: true, feed: true }),
    patiently,
  );
});

test('who looks after the platform is made so by a command, and by nothing else', async () => {
  const hide = 'mutation ($input: HideEventInput!) { hideEvent(input: $input) { userErrors { code } } }';
  const input = { eventId, reason: 'Spam' };
  const refused = await send(hide, { input }, admin);
  expect(refused.errors?.[0]).toMatchObject({
    extensions: { code: 'FORBIDDEN' },
    message: expect.stringMatching(/look after the platform/),
  });
  expect(await admins('grant', 'nobody@example.org')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/no account has/i),
  });
  expect(await admins('grant', 'nobody')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/is no e-mail address/),
  });
  expect(await admins('grant', admin.email)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/looks after the platform now/),
  });
  expect((await admins()).stdout).toContain(admin.email);
  admin.accessToken = await signInAgain(admin);
  const { viewer } = await ask('{ viewer { isAdmin } }', {}, admin.accessToken);
  expect(viewer).toEqual({ isAdmin: true });
});

test('a hidden event is found, seen and joined by nobody, until it is shown again', async () => {
  expect(await change('hideEvent', { eventId, reason: 'It sells what nobody may sell.' }, admin.accessToken)).toEqual(
    [],
  );
  await eventually(
    async () => expect(await seenBy(stranger)).toEqual({ page: false, search: false, feed: false }),
    patiently,
  );
  await eventually(
    async () => expect(await change('joinEvent', { eventId }, stranger)).toEqual([{ code: 'EVENT_NOT_FOUND' }]),
    patiently,
  );
  await eventually(
    async () => expect(await change('recordView', { eventId }, stranger)).toEqual([{ code: 'EVENT_NOT_FOUND' }]),
    patiently,
  );
  // Who has a seat keeps it, and may give it back.
  expect(await change('leaveEvent', { eventId }, seated)).toEqual([]);
  const query =
    'query ($id: ID!) { event(id: $id) { hidden hiddenReason auditLog(first: 1) { edges { node { action } } } } }';
  const { event } = await ask(query, { id: eventId }, owner);
  expect(event).toEqual({
    hidden: true,
    hiddenReason: 'It sells what nobody may sell.',
    auditLog: { edges: [{ node: { action: 'HIDDEN' } }] },
  });

  expect(await change('unhideEvent', { eventId }, admin.accessToken)).toEqual([]);
  await eventually(
    async () => expect(await seenBy(stranger)).toEqual({ page: true, search: true, feed: true }),
    patiently,
  );
  await eventually(async () => expect(await change('joinEvent', { eventId }, stranger)).toEqual([]), patiently);
});

test('whose role is taken back is signed out, and may not hide any more', async () => {
  expect(await admins('revoke', admin.email)).toMatchObject({ status: 0, stdout: expect.stringMatching(/no more/) });
  await eventually(async () => {
    const { status } = await send('{ viewer { id } }', {}, { accessToken: admin.accessToken });
    expect(status).toBe(401);
  }, patiently);
  const again = await signInAgain(admin);
  expect((await ask('{ viewer { isAdmin } }', {}, again)).viewer).toEqual({ isAdmin: false });
});
