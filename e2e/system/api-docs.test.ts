import { randomUUIDv7 } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiError, createClient } from '@cityevents/api-client';
import * as operations from '@cityevents/api-client/operations';
import type { Person } from '@cityevents/cli/drop/make-people';
import { eventually } from '@cityevents/testing/wait';
import { beforeAll, describe, expect, test } from 'vitest';
import { ask } from './public-api.ts';
import { newPeople, publicUrl, root } from './running-system.ts';

const docs = readFileSync(join(root, 'docs/api.md'), 'utf8');
/** The commands of the quick start. */
const commands = [...docs.matchAll(/```sh\n(curl [\s\S]+?)```/g)].map(([, command]) => command!);

let person: Person;
let key: string;

beforeAll(async () => {
  person = (await newPeople(1))[0]!;
  const input = { name: 'docs', scopes: ['events:write', 'joins:write', 'joins:read'] };
  const create = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }';
  key = (await ask(create, { input }, person.accessToken)).createApiKey.secret;
});

/** Sends what the command would: curl may not be there. */
async function run(command: string) {
  const text = command.replaceAll('$CITYEVENTS', publicUrl).replaceAll('$KEY', key).replaceAll('$UUID', randomUUIDv7());
  const [, url = ''] = /^curl (\S+)/.exec(text) ?? [];
  const headers = [...text.matchAll(/-H (['"])(.+?): (.+?)\1/g)].map(([, , name, value]) => [name!, value!]);
  const [, body = ''] = /-d '([\s\S]+)'/.exec(text) ?? [];
  const response = await fetch(url, { method: 'POST', headers: Object.fromEntries(headers), body });
  // biome-ignore lint/suspicious/noExplicitAny: each command has its own answer.
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
}

describe('the quick start', () => {
  test('reads what is public', async () => {
    const { status, headers, body } = await run(commands[0]!);
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data.feed.edges.length).toBeGreaterThan(0);
    expect(headers.get('ratelimit')).toMatch(/^"anonymous";r=\d+;t=\d+$/);
    expect(body.extensions.cost.charged).toBe(1);
  });

  test('makes an event with a key', async () => {
    const { body } = await run(commands[1]!);
    expect(body.data.createEvent).toMatchObject({ event: { status: 'DRAFT' }, userErrors: [] });
  });

  test('joins one, and is told by name when there is none', async () => {
    const { body } = await run(commands[2]!);
    expect(body.data.joinEvent.userErrors).toMatchObject([{ code: 'EVENT_NOT_FOUND' }]);
  });

  test('has no other commands', () => {
    expect(commands).toHaveLength(3);
  });
});

describe('the generated client', () => {
  test('makes, publishes, joins and leaves an event, and makes it once however often it is asked', async () => {
    const client = createClient({ url: publicUrl, apiKey: key });
    const [startsAt, endsAt] = [24, 26].map((hours) => Temporal.Now.instant().add({ hours }).toString());
    const input = { title: 'Client night', startsAt: startsAt!, endsAt: endsAt!, timezone: 'UTC', capacity: 2 };
    const idempotencyKey = randomUUIDv7();
    const [made, again] = await Promise.all(
      [1, 2].map(() => client.request(operations.CreateEventDocument, { input }, { idempotencyKey })),
    );
    const eventId = made!.createEvent.event!.id;
    expect(again!.createEvent.event!.id).toBe(eventId);
    expect((await client.request(operations.PublishEventDocument, { eventId })).publishEvent.userErrors).toEqual([]);
    await eventually(async () => {
      const { joinEvent } = await client.request(operations.JoinEventDocument, { eventId });
      expect(joinEvent.join?.status).toBe('CONFIRMED');
    });
    const { event } = await client.request(operations.EventByIdDocument, { id: eventId });
    expect(event).toMatchObject({ title: 'Client night', viewerJoin: { status: 'CONFIRMED' } });
    expect((await client.request(operations.LeaveEventDocument, { eventId })).leaveEvent.join?.status).toBe(
      'CANCELLED',
    );
  });

  test('throws what is no expected refusal, with its code', async () => {
    const client = createClient({ url: publicUrl, apiKey: 'ce_made-up' });
    const error = await client.request(operations.UpcomingDocument, {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'UNAUTHENTICATED', requestId: expect.any(String) });
  });
});

test('every code that an error may have is explained', () => {
  const source = readFileSync(join(root, 'gateway/src/graphql/mask-error.ts'), 'utf8');
  const [, list = ''] = /PUBLIC_CODES = new Set\(\[([\s\S]+?)\]\)/.exec(source) ?? [];
  const codes = [...list.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code!);
  expect(codes.length).toBeGreaterThan(10);
  for (const code of [...codes, 'INTERNAL_SERVER_ERROR']) expect(docs).toContain(code);
});
