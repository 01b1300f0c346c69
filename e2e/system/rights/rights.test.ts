import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Person } from '@cityevents/cli/drop/make-people';
import { eventually } from '@cityevents/testing/wait';
import { readRights } from '@cityevents/viewer/rights';
import { type ApiKeyScope, apiKeyScopes } from '@cityevents/viewer/scopes';
import {
  buildClientSchema,
  type GraphQLField,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  isCompositeType,
  isObjectType,
  parse,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { mailedLink } from '../mailed-link.ts';
import { ask, send } from '../public-api.ts';
import { newPeople, root, runId, variable } from '../running-system.ts';
import { dummyArguments } from './dummy-arguments.ts';
import { type Rule, reachedThroughTheTable, rules, type StaffRole, staffRoles } from './table.ts';

/** What somebody got: a value, nothing to see, or a refusal. */
type Outcome = { code: string } | { value: unknown };

let schema: GraphQLSchema;
let owner: Person;
let stranger: Person;
let staff: Record<StaffRole, Person>;
let event: string;
let draft: string;
/** A draft that could not publish itself. */
let refusedDraft: string;
/** Keys of the owner's by what they may not do; of nothing for the one that may do all that a key can. */
const keys = new Map<string, string>();
const keyWithout = (...scopes: ApiKeyScope[]) => keys.get(scopes.join(' '));

beforeAll(async () => {
  schema = buildClientSchema(await ask(getIntrospectionQuery(), {}));
  const [MANAGER, DOOR, ...others] = (await newPeople(4)) as [Person, Person, Person, Person];
  [owner, stranger] = others;
  staff = { MANAGER, DOOR };
  const asOwner = (query: string, input: object) => ask(query, { input }, owner.accessToken);

  const place = { homeCity: 'Vienna', timezone: 'Europe/Vienna', locale: 'de-AT' };
  const profile = { ...place, interests: ['music'], mutedMails: ['JOINS'] };
  const changed = await asOwner(
    'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { userErrors { code } } }',
    profile,
  );
  expect(changed.updateProfile.userErrors).toEqual([]);
  const combinations = [...apiKeyScopes.map((scope) => [scope]), ...Object.values(rules).map(scopesOf), []];
  for (const without of new Set(combinations.map((scopes) => scopes.join(' ')))) {
    const scopes = apiKeyScopes.filter((scope) => !without.split(' ').includes(scope));
    const create = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }';
    keys.set(without, (await asOwner(create, { name: `without ${without}`, scopes })).createApiKey.secret);
  }

  const createEvent =
    'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } userErrors { message } } }';
  const at = (hours: number) => Temporal.Now.instant().add({ hours }).toString();
  const facts = { title: `Rights ${runId}`, startsAt: at(48), endsAt: at(50), timezone: 'UTC', capacity: 5 };
  const create = async () => (await asOwner(createEvent, { ...facts, waitlistLimit: 3 })).createEvent.event.id;
  [event, draft, refusedDraft] = [await create(), await create(), await create()];
  const schedule = (eventId: string, publishAt: string) =>
    asOwner(
      'mutation ($input: SchedulePublishingInput!) { schedulePublishing(input: $input) { userErrors { message } } }',
      { eventId, publishAt },
    );
  const on = (name: string, type: string) =>
    asOwner(`mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`, { eventId: event });
  await on('publishEvent', 'PublishEventInput');
  await schedule(draft, at(40));
  // Over by the time it is to be published.
  const soon = (seconds: number) => Temporal.Now.instant().add({ seconds }).toString();
  await schedule(refusedDraft, soon(15));
  const times = { startsAt: at(-1), endsAt: soon(12) };
  const update = 'mutation ($input: UpdateEventInput!) { updateEvent(input: $input) { userErrors { message } } }';
  await asOwner(update, { eventId: refusedDraft, ...times });
  await eventually(async () => {
    expect((await on('joinEvent', 'JoinEventInput')).joinEvent.userErrors).toEqual([]);
  });
  await eventually(
    async () => {
      const query = 'query ($id: ID!) { event(id: $id) { publishRefusal { code } } }';
      const refused = await ask(query, { id: refusedDraft }, owner.accessToken);
      expect(refused.event.publishRefusal).toEqual({ code: 'EVENT_OVER' });
    },
    { timeoutMs: 60_000, everyMs: 500 },
  );
  for (const eventId of [event, draft, refusedDraft]) for (const role of staffRoles) await takeOnto(eventId, role);
  await eventually(async () => {
    const { data } = await send(`{ event(id: "${event}") { attendeeCounts { confirmed } } }`, {}, staff.DOOR);
    expect(data.event.attendeeCounts).toEqual({ confirmed: 1 });
  });
}, 120_000);

/** By an invitation to an address that is nobody's: whoever has its mail may accept. */
async function takeOnto(eventId: string, role: StaffRole): Promise<void> {
  const email = `${role}-${eventId}@example.test`.toLowerCase();
  const invite = 'mutation ($input: InviteStaffInput!) { inviteStaff(input: $input) { userErrors { code } } }';
  const { inviteStaff } = await ask(invite, { input: { eventId, email, role } }, owner.accessToken);
  expect(inviteStaff.userErrors).toEqual([]);
  const token = (await mailedLink(email, 'staff-invitation')).split('#token=')[1];
  const accept = `mutation ($token: String!) { acceptStaffInvitation(input: { token: $token }) { userErrors { code } } }`;
  const { acceptStaffInvitation } = await ask(accept, { token }, staff[role].accessToken);
  expect(acceptStaffInvitation.userErrors).toEqual([]);
}

const fieldOf = (coordinate: string): GraphQLField<unknown, unknown> => {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  const field = isObjectType(type) && type.getFields()[fieldName];
  if (!field) throw new Error(`The API has no ${coordinate}`);
  return field;
};

/** An operation that asks for the field alone, and where its value lies in the answer. */
function operationFor(coordinate: string, known: Record<string, unknown> = {}) {
  const [typeName = '', fieldName = ''] = coordinate.split('.');
  const field = fieldOf(coordinate);
  const { declared, used, variables } = dummyArguments(field.args, known);
  const selection = `${fieldName}${used}${isCompositeType(getNamedType(field.type)) ? ' { __typename }' : ''}`;
  // What a draft has is seen at a draft alone.
  const ofDraft = coordinate === 'Event.publishRefusal' ? refusedDraft : draft;
  const id = /^Event\.(draft|publish)/.test(coordinate) ? ofDraft : event;
  const around: Record<string, [string, string[]]> = {
    Query: [`query ${declared} { ${selection} }`, []],
    Mutation: [`mutation ${declared} { ${selection} }`, []],
    Event: [`query ${declared} { event(id: "${id}") { ${selection} } }`, ['event']],
    User: [`query ${declared} { event(id: "${event}") { organizer { ${selection} } } }`, ['event', 'organizer']],
  };
  const [query, path] = around[typeName] ?? expect.unreachable(`${typeName} isn't walked`);
  return { query, variables, path: [...path, fieldName] };
}

async function outcomeFor(
  accessToken: string | undefined,
  { query, variables, path }: ReturnType<typeof operationFor>,
): Promise<Outcome> {
  const { data, errors } = await send(query, variables, accessToken ? { accessToken } : {});
  const code = errors?.[0]?.extensions?.code;
  if (code !== undefined) return { code };
  return { value: path.reduce((value, step) => value?.[step], data) ?? null };
}

const nothing = expect.toSatisfy((value) => value == null || (Array.isArray(value) && value.length === 0), 'nothing');
const something = expect.toSatisfy((value) => value != null && value.length !== 0, 'something');

/** What each should get, given the rule and what the owner got. */
function expectedOf(rule: Rule, owners: Outcome) {
  const same = owners;
  const refused = (code: string) => ({ code });
  const ofStaff = (refused: unknown) =>
    Object.fromEntries(staffRoles.map((role) => [role, alsoBy(rule, role) ? { value: something } : refused]));
  if (rule === 'anyone') {
    const staff = { MANAGER: same, DOOR: same };
    return { owner: {}, ...staff, nobody: same, stranger: same, without: same, withAll: same };
  }
  if (rule === 'account' || rule === 'admin') {
    const [nobody, key] = [refused('UNAUTHENTICATED'), refused('FORBIDDEN')];
    const hidden = { value: nothing };
    return { owner: { value: something }, ...ofStaff(hidden), nobody, stranger: hidden, without: key, withAll: key };
  }
  if ('seenByOwner' in rule) {
    const hidden = { value: nothing };
    const others = { ...ofStaff(hidden), nobody: hidden, stranger: hidden };
    return { owner: { value: something }, ...others, without: hidden, withAll: same };
  }
  const strangers = rule.ownerOnly ? refused('FORBIDDEN') : same;
  return {
    owner: { value: something },
    ...ofStaff(strangers),
    nobody: refused('UNAUTHENTICATED'),
    stranger: strangers,
    without: refused('FORBIDDEN'),
    withAll: same,
  };
}

/** The scopes of which one is asked for. */
function scopesOf(rule: Rule): ApiKeyScope[] {
  if (typeof rule === 'string') return [];
  if ('seenByOwner' in rule) return [rule.seenByOwner];
  return rule.orScope ? [rule.scope, rule.orScope] : [rule.scope];
}

/** Whether somebody of the staff in that role may as well as the owner. */
function alsoBy(rule: Rule, role: StaffRole): boolean {
  return typeof rule === 'object' && (rule.alsoBy ?? []).includes(role);
}

test('every field of the API has its rule', () => {
  const coordinates = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !reachedThroughTheTable.test(name))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
  expect(Object.keys(rules).sort()).toEqual(coordinates.sort());
});

const coordinatesOf = (kind: RegExp) => Object.entries(rules).filter(([coordinate]) => kind.test(coordinate));

test.each(coordinatesOf(/^(Query|User|Event)\./))('%s is shown to whom it should be', async (coordinate, rule) => {
  const operation = operationFor(coordinate, { id: event });
  const owners = await outcomeFor(owner.accessToken, operation);
  const expected = expectedOf(rule, owners);
  expect(owners, 'its owner').toMatchObject(expected.owner);
  expect(await outcomeFor(undefined, operation), 'nobody').toEqual(
    // Who asks for oneself without being anybody gets nobody.
    coordinate === 'Query.viewer' ? { value: null } : expected.nobody,
  );
  expect(await outcomeFor(stranger.accessToken, operation), 'a stranger').toEqual(expected.stranger);
  for (const role of staffRoles) {
    // A person's own, the organizer's here, is no more the staff's than anybody's.
    const expectedOfThem = coordinate.startsWith('User.') ? expected.stranger : (expected as never)[role];
    const seen = await outcomeFor(staff[role].accessToken, operation);
    if (coordinate === 'Query.viewer') expect(seen, role).toEqual({ value: something });
    else expect(seen, role).toEqual(expectedOfThem);
  }
  expect(await outcomeFor(keyWithout(...scopesOf(rule)), operation), 'a key without the scope').toEqual(
    expected.without,
  );
  expect(await outcomeFor(keyWithout(), operation), 'a key with every scope').toEqual(expected.withAll);
});

// Nothing it names exists, so that it does nothing, whoever is let through. Several at a time, here and below: of an event
// that nobody has heard of the seats wait a while for news.
test.concurrent.each(coordinatesOf(/^Mutation\.(?!signOut)/))(
  '%s is done for whom it should be',
  async (coordinate, rule) => {
    const operation = operationFor(coordinate);
    const letThrough = { value: expect.anything() };
    const refused = (code: string) => ({ code });
    const needsSomebody = rule === 'anyone' ? letThrough : refused('UNAUTHENTICATED');
    const needsScope = rule === 'anyone' ? letThrough : refused('FORBIDDEN');
    const isForNoKey = rule === 'account' || rule === 'admin';
    expect(await outcomeFor(undefined, operation), 'nobody').toEqual(needsSomebody);
    expect(await outcomeFor(stranger.accessToken, operation), 'somebody').toEqual(
      rule === 'admin' ? refused('FORBIDDEN') : letThrough,
    );
    expect(await outcomeFor(keyWithout(...scopesOf(rule)), operation), 'a key without the scope').toEqual(needsScope);
    expect(await outcomeFor(keyWithout(), operation), 'a key with every scope').toEqual(
      isForNoKey ? refused('FORBIDDEN') : letThrough,
    );
  },
);

const organizers = coordinatesOf(/^Mutation\./).filter(([, rule]) => typeof rule === 'object' && 'ownerOnly' in rule);

/** What becomes of a mutation of the event when somebody asks for it: the code of its refusal, or null. Of those who have joined it concerns nobody. */
async function codeFor({ accessToken }: Person, coordinate: string, eventId: string): Promise<string | null> {
  const known = { eventId, userId: stranger.userId, capacity: 7, limit: 7 };
  const { query, variables, path } = operationFor(coordinate, known);
  const withErrors = query.replace('__typename', 'userErrors { code }');
  const answer = await outcomeFor(accessToken, { query: withErrors, variables, path });
  if (!('value' in answer)) return answer.code;
  return (answer.value as { userErrors: { code: string }[] }).userErrors[0]?.code ?? null;
}

test.concurrent.each(organizers)('%s of somebody else’s event is refused', async (coordinate, rule) => {
  const refusal = (typeof rule === 'object' && 'refusal' in rule && rule.refusal) || 'NOT_ORGANIZER';
  expect(await codeFor(stranger, coordinate, event)).toBe(refusal);
  expect(await codeFor(stranger, coordinate, draft)).toBe('EVENT_NOT_FOUND');
  for (const role of staffRoles) {
    const code = await codeFor(staff[role], coordinate, event);
    if (alsoBy(rule, role))
      expect(['NOT_ORGANIZER', 'NOT_STAFF', 'EVENT_NOT_FOUND', 'FORBIDDEN'], role).not.toContain(code);
    else expect(code, role).toBe(refusal);
  }
});

test('signing out everywhere is not for a key', async () => {
  const { data } = await send(
    'mutation { signOut(input: { everywhere: true }) { endedSessions userErrors { code } } }',
    {},
    { accessToken: keyWithout() ?? '' },
  );
  expect(data.signOut).toEqual({ endedSessions: 0, userErrors: [{ code: 'NOT_SIGNED_IN' }] });
});

describe.each(['auth', 'events', 'joins', 'feed'])('the %s subgraph itself', (name) => {
  const url = `http://127.0.0.1:${variable(`${name.toUpperCase()}_PORT`)}/graphql`;
  const post = async (query: string, headers: Record<string, string>, variables: object = {}) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, text: await response.text() };
  };
  const secret = { 'x-gateway-secret': variable('GATEWAY_SECRET') };

  test('answers nobody but the gateway', async () => {
    for (const headers of [{}, { 'x-gateway-secret': 'wrong' }, { authorization: `Bearer ${owner.accessToken}` }]) {
      expect((await post('{ __typename }', headers as Record<string, string>)).status).toBe(403);
    }
  });

  test('doesn’t tell its schema', async () => {
    const { text } = await post('{ __schema { types { name } } }', secret);
    expect(text).toContain('introspection');
    expect(text).not.toContain('"types"');
    const page = await fetch(url, { headers: { accept: 'text/html', ...secret } });
    expect(page.status).toBe(404);
  });

  const sdl = parse(readFileSync(join(root, `subgraphs/${name}/schema.graphql`), 'utf8'));
  const guarded = [...readRights(sdl).keys()].filter((coordinate) => coordinate.startsWith('Mutation.'));
  if (guarded.length === 0) return;

  /** What the gateway would be given for a key. */
  const tokenOf = async (apiKey: string | undefined) => {
    const response = await fetch(`http://127.0.0.1:${variable('AUTH_PORT')}/api-keys/exchange`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...secret },
      body: JSON.stringify({ apiKey }),
    });
    const { accessToken } = (await response.json()) as { accessToken: string };
    return accessToken;
  };

  test.each(guarded)('asks for the rights of %s again', async (coordinate) => {
    const { query, variables } = operationFor(coordinate);
    const token = await tokenOf(keyWithout(...scopesOf(rules[coordinate] ?? 'anyone')));
    expect(JSON.parse((await post(query, secret, variables)).text)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    const withKey = await post(query, { ...secret, authorization: `Bearer ${token}` }, variables);
    expect(JSON.parse(withKey.text)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});
