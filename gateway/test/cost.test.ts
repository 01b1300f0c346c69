import { randomUUIDv7 } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connectRedis } from '@cityevents/service/redis';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Kind, parse } from 'graphql';
import { pino } from 'pino';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readPrices } from '../src/graphql/prices.ts';
import { createRateLimits } from '../src/http/rate-limits.ts';
import { Breaker } from '../src/redis/breaker.ts';
import { type GatewayUnderTest, signUpAt, startGatewayUnderTest } from './gateway-under-test.ts';

const PERSON_LIMIT = 30;
const supergraph = parse(readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8'));

let system: GatewayUnderTest;
let person: { authorization: string };

beforeAll(async () => {
  system = await startGatewayUnderTest({ RATE_LIMIT_PERSON_PER_MINUTE: String(PERSON_LIMIT) });
});
beforeEach(async () => {
  await system.redis.flush();
  const { token } = await signUpAt(system);
  person = { authorization: `Bearer ${token}` };
});
afterAll(() => system.stop());

/** A page of so many joins with their events: 1 + n × (edge, join, event). */
const joins = (first: number) => `{ viewer { joins(first: ${first}) { edges { node { event { id } } } } } }`;
const ask = (query: string) => system.ask(query, {}, person);
const left = ({ headers }: { headers: Headers }) => Number(/r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);

describe('an operation', () => {
  test('says what it costs, and counts as a request at least', async () => {
    const small = await ask('{ viewer { id } }');
    expect(small.body.extensions.cost).toEqual({ estimated: 1, charged: 1 });
    expect(left(small)).toBe(PERSON_LIMIT - 1);
  });

  test('that asks for much counts as several', async () => {
    const { body, headers, status } = await ask(joins(100));
    expect(status).toBe(200);
    expect(body.extensions.cost).toEqual({ estimated: 1 + 1 + 300, charged: 16 });
    expect(left({ headers })).toBe(PERSON_LIMIT - 16);
  });

  test('that asks for more than is left is refused, and leaves what is left for smaller ones', async () => {
    await ask(joins(100));
    const refused = await ask(joins(100));
    expect(refused.status).toBe(429);
    expect(refused.body.errors[0].extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: expect.any(Number),
    });
    expect(refused.body.errors[0].message).toContain('counts as 16 requests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.body.data).toBeUndefined();
    const small = await ask('{ viewer { id } }');
    expect(small.status).toBe(200);
    expect(left(small)).toBe(PERSON_LIMIT - 16 - 1 - 1);
  });

  test.each([
    ['aliases', `{ viewer { ${Array.from({ length: 51 }, (_, i) => `a${i}: id`).join(' ')} } }`, '50 aliases'],
    ['directives', `{ viewer { id ${'... @skip(if: false) { id } '.repeat(51)} } }`, '50 directives'],
    [
      'objects',
      '{ event(id: "x") { organizer { organizedEvents(first: 100) { edges { node { organizer { organizedEvents(first: 10) { edges { node { id } } } } } } } } } }',
      'may cost 2000',
    ],
  ])('with too many %s is refused by name', async (_, query, message) => {
    const answer = await ask(query);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].extensions.code).toBe('QUERY_TOO_COMPLEX');
    expect(answer.body.errors[0].message).toContain(message);
  });
});

test('of many at once, exactly those get through whom the budget has room for', async () => {
  // With patience: here it is Redis that is tried, and not what stands in for it.
  const redis = connectRedis(system.redis.url, pino({ level: 'silent' }), 10_000);
  await once(redis, 'ready');
  const limits = createRateLimits(
    { RATE_LIMIT_ANONYMOUS_PER_MINUTE: 1, RATE_LIMIT_API_KEY_PER_MINUTE: 30, RATE_LIMIT_PERSON_PER_MINUTE: 1 },
    redis,
    new Breaker((rejection) => rejection instanceof RateLimiterRes),
  );
  const request = { apiKeyId: randomUUIDv7(), viewer: null, ip: '' } as unknown as FastifyRequest;
  const reply = { header: () => reply } as unknown as FastifyReply;
  const outcomes = await Promise.all(Array.from({ length: 200 }, () => limits.chargeMore(request, reply, 4)));
  expect(outcomes.filter((wait) => wait === null)).toHaveLength(7);
  expect(await limits.chargeMore(request, reply, 2)).toBeNull();
  expect(await limits.chargeMore(request, reply, 2)).toBeGreaterThan(0);
  redis.disconnect();
});

test('every list that pages says so in the schema, so that it is counted', () => {
  const prices = readPrices(supergraph);
  for (const node of supergraph.definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of node.fields ?? []) {
      const coordinate = `${node.name.value}.${field.name.value}`;
      if (!prices.get(coordinate)?.type.endsWith('Connection')) continue;
      expect(prices.get(coordinate)?.listSize, coordinate).toMatchObject({ sizedFields: ['edges'] });
      expect(prices.get(coordinate)?.listSize?.slicingArguments, coordinate).toContain('first');
    }
  }
});
