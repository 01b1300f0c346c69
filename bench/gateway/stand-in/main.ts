import type { Server } from 'node:http';
import { createAccessTokens } from '@cityevents/auth/tokens/access-tokens';
import { readSubgraphSchemas, type SubgraphName } from '@cityevents/gateway/supergraph/compose-subgraphs';
import { dateTime } from '@cityevents/service/date-time';
import { json } from '@cityevents/service/json';
import { loadKeys } from '@cityevents/service/keys-file';
import { parse } from 'graphql';
import { z } from 'zod';
import { serveFromMemory } from './memorized-subgraph.ts';

// The four subgraphs, in one process, with one event and one person; what isn't known of them is null.

const environment = z
  .object({
    AUTH_PORT: z.coerce.number(),
    EVENTS_PORT: z.coerce.number(),
    JOINS_PORT: z.coerce.number(),
    FEED_PORT: z.coerce.number(),
    AUTH_KEYS_FILE: z.string(),
    GATEWAY_SECRET: z.string(),
  })
  .parse(process.env);

const event = {
  title: 'A concert in the park',
  description: 'Bring a blanket. '.repeat(20),
  descriptionHtml: `<p>${'Bring a blanket. '.repeat(20)}</p>`,
  startsAt: new Date('2027-05-04T19:00:00Z'),
  endsAt: new Date('2027-05-04T22:00:00Z'),
  timezone: 'Europe/Vienna',
  city: 'Vienna',
  country: 'Austria',
  venue: 'Burggarten',
  online: false,
  url: null,
  tags: ['music', 'outdoors'],
  status: 'PUBLISHED',
};
const organizer = { id: '01a20d00-0000-7000-8000-000000000001' };
const resolveById = { __resolveReference: ({ id }: { id: string }) => ({ id }) };

const tokens = await createAccessTokens(await loadKeys(environment.AUTH_KEYS_FILE));
const schemas = readSubgraphSchemas();
const scalars = { DateTime: dateTime, JSON: json };
const now = new Date().toISOString();

serve(
  'auth',
  environment.AUTH_PORT,
  { User: { ...resolveById, displayName: () => 'Ada' } },
  {
    '/.well-known/jwks.json': tokens.publicKeys(),
    '/ended-sessions': { now, ended: [] },
  },
);
serve('events', environment.EVENTS_PORT, {
  Query: { event: (_: unknown, { id }: { id: string }) => ({ ...event, id, organizer }) },
  Event: { __resolveReference: ({ id }: { id: string }) => ({ ...event, id, organizer }) },
});
serve('joins', environment.JOINS_PORT, {
  Event: {
    ...resolveById,
    capacity: () => 100,
    seatsTaken: () => 40,
    seatsLeft: () => 60,
    waitlistLength: () => 0,
  },
});
serve('feed', environment.FEED_PORT, {
  Query: {
    feed: () => ({
      edges: Array.from({ length: 20 }, (_, i) => ({ cursor: `c${i}`, node: { id: `e${i}` } })),
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: 'c0', endCursor: 'c19' },
    }),
  },
});

function serve(name: SubgraphName, port: number, resolvers: object, routes: Record<string, unknown> = {}): Server {
  const all = { ...scalars, ...resolvers };
  return serveFromMemory(parse(schemas[name]), all, environment.GATEWAY_SECRET, routes).listen(port, '127.0.0.1');
}
