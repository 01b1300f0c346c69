import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { parse, print, separateOperations } from 'graphql';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enforceRights } from '../src/graphql/enforce-rights.ts';
import type { RequestContext } from '../src/graphql/request-context.ts';
import { warmUp } from '../src/graphql/warm-up.ts';

const supergraph = parse(readFileSync(new URL('../supergraph.graphql', import.meta.url), 'utf8'));
const webDocuments = readFileSync(new URL('../../docs/api/released/web-documents.graphql', import.meta.url), 'utf8');
const operations = Object.entries(separateOperations(parse(webDocuments)));

/** What each subgraph was sent, since the test began. */
const sent: { subgraph: string; query: string }[] = [];
const planned: string[] = [];
const silent = pino({ level: 'silent' });
const event = { __typename: 'Event', id: 'e', organizer: { __typename: 'User', id: 'u' } };

let gateway: ApolloGateway;
let apollo: ApolloServer<RequestContext>;

beforeAll(async () => {
  gateway = new ApolloGateway({
    supergraphSdl: enforceRights().loadable(supergraph),
    // Just enough of an answer for the plan to be carried out to its end.
    buildService: ({ name }) => ({
      process: async ({ request }) => {
        sent.push({ subgraph: name, query: request.query ?? '' });
        const { representations } = request.variables ?? {};
        if (representations) return { data: { _entities: representations } };
        return { data: { event, feed: { edges: [{ node: event }, { node: { ...event, id: 'f' } }] } } };
      },
    }),
    experimental_didResolveQueryPlan: ({ operationContext }) => {
      planned.push(operationContext.operation.name?.value ?? '');
    },
    logger: silent,
  });
  apollo = new ApolloServer<RequestContext>({ gateway, logger: silent });
  await apollo.start();
});
afterAll(() => apollo.stop());

test('an event page is one request to each subgraph that knows a part of it', async () => {
  sent.length = 0;
  const document = print(separateOperations(parse(webDocuments)).EventPage!);
  const contextValue = {} as RequestContext;
  await apollo.executeOperation({ query: document, variables: { id: 'e' } }, { contextValue });
  expect(sent.map(({ subgraph }) => subgraph).sort()).toEqual(['auth', 'events', 'joins']);
});

test('so is a page of the feed, however many events it has', async () => {
  sent.length = 0;
  const document = print(separateOperations(parse(webDocuments)).Feed!);
  await apollo.executeOperation(
    { query: document, variables: { kind: 'NEWEST' } },
    { contextValue: {} as RequestContext },
  );
  const asked = sent.map(({ subgraph }) => subgraph);
  expect(asked).toContain('feed');
  expect(new Set(asked).size).toBe(asked.length);
});

test('warming up plans each of the web app’s operations', async () => {
  planned.length = 0;
  const told: string[] = [];
  const logger = pino({ level: 'warn' }, { write: (line) => void told.push(line) });
  const manifest = new Map(operations.map(([name, document]) => [name, { name, text: print(document) }]));
  await warmUp(apollo, gateway.schema!, manifest, logger);
  expect(planned.sort()).toEqual(operations.map(([name]) => name).sort());
  expect(told.filter((line) => line.includes('can’t be planned'))).toEqual([]);
});
