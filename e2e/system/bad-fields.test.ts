import { beforeAll, expect, test } from 'vitest';
import { ask, send } from './public-api.ts';
import { newPeople, runId } from './running-system.ts';

// Through the gateway, which knows the scalars by itself; what each field takes is tried in subgraphs/events/test/bad-input.

let accessToken: string;
let eventId: string;

const at = (hours: number) => Temporal.Now.instant().add({ hours }).toString();
const input = (changed: object = {}) => ({
  title: `Bad fields ${runId}`,
  startsAt: at(48),
  endsAt: at(50),
  timezone: 'UTC',
  ...changed,
});

async function refusalsOf(name: string, given: object) {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { message field } } }`;
  return (await ask(query, { input: given }, accessToken))[name].userErrors;
}

beforeAll(async () => {
  const [organizer] = await newPeople(1);
  ({ accessToken } = organizer!);
  const create = 'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } } }';
  eventId = (await ask(create, { input: input() }, accessToken)).createEvent.event.id;
});

test.each([
  ['createEvent', () => input({ capacity: 2 ** 31 }), 'capacity', /at most 1,000,000/],
  ['createEvent', () => input({ capacity: 0.5 }), 'capacity', /whole number/],
  ['createEvent', () => input({ startsAt: '2027-02-30T10:00:00Z' }), 'startsAt', /no moment that exists/],
  ['createEvent', () => input({ title: 'x'.repeat(10_000) }), 'title', /at most 200/],
  ['updateEvent', () => ({ eventId, waitlistLimit: 2 ** 53 }), 'waitlistLimit', /at most 1,000,000/],
  ['schedulePublishing', () => ({ eventId, publishAt: 'soon' }), 'publishAt', /no moment that exists/],
  ['duplicateEvent', () => ({ eventId, startsAt: 'next week' }), 'startsAt', /no moment that exists/],
  ['createApiKey', () => ({ name: 'key', scopes: ['joins:read'], expiresAt: 'never' }), 'expiresAt', /no moment/],
])('%s tells by its field what a scalar would refuse (%#)', async (name, given, field, message) => {
  expect(await refusalsOf(name, given())).toEqual([
    { field: ['input', field], message: expect.stringMatching(message) },
  ]);
});

test.each([2 ** 31, 1.5, 0, -1])('setCapacity to %d is refused by its field', async (capacity) => {
  const mutation = 'mutation ($id: ID!) { publishEvent(input: { eventId: $id }) { userErrors { message } } }';
  await ask(mutation, { id: eventId }, accessToken);
  await expect
    .poll(() => refusalsOf('setCapacity', { eventId, capacity }), { timeout: 30_000 })
    .toEqual([
      { field: ['input', 'capacity'], message: expect.stringMatching(/whole number between 1 and 1,000,000/) },
    ]);
});

test('what a program gets wrong is an error at the top, with the path', async () => {
  const query = 'mutation ($input: CreateEventInput!) { createEvent(input: $input) { event { id } } }';
  const { errors } = await send(query, { input: input({ capacity: 'many' }) }, { accessToken });
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  expect(errors?.[0]?.message).toContain('input.capacity');
  const literal = `mutation { setCapacity(input: { eventId: "${eventId}", capacity: 2147483648 }) { event { id } } }`;
  expect((await send(literal, {}, { accessToken })).errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
});
