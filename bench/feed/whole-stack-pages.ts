import { percentile } from '@cityevents/cli/drop/latency';
import { Client } from 'undici';
import { z } from 'zod';
import { asChild } from '../run-child.ts';

// Pages of the feed with their events and seats, one after the other: through the gateway, and as the three subgraph queries
// that it makes of one. Each reader has a token of their own.

export interface WholeStackLoad {
  gatewayUrl: string;
  subgraphUrls: { feed: string; events: string; joins: string };
  gatewaySecret: string;
  /** Of the readers, who take turns. */
  tokens: string[];
  samples: number;
  length: number;
}

export interface WholeStackFigures {
  trending: Quantiles;
  forYou: Quantiles;
  direct: Quantiles;
}
export interface Quantiles {
  p50Ms: number;
  p99Ms: number;
}

const EVENT = 'title startsAt endsAt timezone city online tags status';
const SEATS = 'capacity seatsTaken seatsLeft waitlistLength viewerJoin { status waitlistPosition }';
const WHOLE = `query Page($kind: FeedKind!, $first: Int!) { feed(kind: $kind, first: $first) {
  edges { cursor node { id ${EVENT} ${SEATS} } } pageInfo { hasNextPage endCursor } } }`;
const FEED = `query Page($kind: FeedKind!, $first: Int!) { feed(kind: $kind, first: $first) {
  edges { cursor node { __typename id } } pageInfo { hasNextPage endCursor } } }`;
const entities = (fields: string) =>
  `query Entities($representations: [_Any!]!) { _entities(representations: $representations) { ... on Event { ${fields} } } }`;

const wholePage = (length: number) =>
  z.object({
    feed: z.object({
      edges: z.array(z.object({ node: z.object({ title: z.string(), seatsTaken: z.number() }) })).length(length),
    }),
  });
const feedPage = z.object({
  feed: z.object({ edges: z.array(z.object({ node: z.object({ __typename: z.string(), id: z.string() }) })) }),
});
const foundEntities = z.object({ _entities: z.array(z.object({})) });

await asChild(async (load: WholeStackLoad): Promise<WholeStackFigures> => {
  const clients = new Map<string, Client>();
  const ask = async <S extends z.ZodType>(shape: S, url: string, token: string, query: string, variables: object) => {
    const { origin } = new URL(url);
    const client = clients.get(origin) ?? new Client(origin, { pipelining: 1 });
    clients.set(origin, client);
    const { body } = await client.request({
      method: 'POST',
      path: '/graphql',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        // The gateway takes no notice of it.
        'x-gateway-secret': load.gatewaySecret,
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = JSON.parse(await body.text()) as { data: unknown; errors?: object[] };
    if (errors) throw new Error(`A page was refused: ${JSON.stringify(errors)}`);
    return shape.parse(data);
  };

  const whole = (kind: string) => (token: string) =>
    ask(wholePage(load.length), load.gatewayUrl, token, WHOLE, { kind, first: load.length });
  const { feed, events, joins } = load.subgraphUrls;
  const direct = async (token: string) => {
    const page = await ask(feedPage, feed, token, FEED, { kind: 'TRENDING', first: load.length });
    const representations = page.feed.edges.map(({ node }) => node);
    await ask(foundEntities, events, token, entities(EVENT), { representations });
    await ask(foundEntities, joins, token, entities(SEATS), { representations });
  };

  const ways = { trending: whole('TRENDING'), forYou: whole('FOR_YOU'), direct };
  const times = { trending: [] as number[], forYou: [] as number[], direct: [] as number[] };
  for (let i = -20; i < load.samples; i++) {
    const token = load.tokens[(i + 20) % load.tokens.length]!;
    for (const [name, read] of Object.entries(ways) as [keyof typeof ways, (token: string) => Promise<unknown>][]) {
      const started = performance.now();
      await read(token);
      if (i >= 0) times[name].push(performance.now() - started);
    }
  }
  for (const client of clients.values()) await client.close();
  const of = (name: keyof typeof times): Quantiles => ({
    p50Ms: percentile(times[name], 0.5),
    p99Ms: percentile(times[name], 0.99),
  });
  return { trending: of('trending'), forYou: of('forYou'), direct: of('direct') };
});
