import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { readSubgraphSchemas, type SubgraphName } from '@cityevents/gateway/supergraph/compose-subgraphs';
import { withAddresses } from '@cityevents/gateway/supergraph/with-addresses';
import { root } from '@cityevents/infra/local/start-system';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { eventPage } from '../throughput.ts';
import { standInResolvers } from './resolvers.ts';

test('the event page, as the web app asks for it now, is answered whole by what the benchmarks put behind gateways', async () => {
  const schemas = readSubgraphSchemas();
  const supergraph = await readFile(join(root, 'gateway/supergraph.graphql'), 'utf8');
  const nowhere = Object.fromEntries(Object.keys(schemas).map((name) => [name, 'http://127.0.0.1:1']));
  const gateway = new ApolloGateway({
    supergraphSdl: withAddresses(supergraph, nowhere),
    buildService: ({ name }) => {
      const resolvers = standInResolvers[name as SubgraphName];
      // biome-ignore lint/suspicious/noExplicitAny: a resolver map, as @apollo/subgraph has it.
      const modules = [{ typeDefs: parse(schemas[name as SubgraphName]), resolvers: resolvers as any }];
      return new LocalGraphQLDataSource(buildSubgraphSchema(modules));
    },
  });
  const server = new ApolloServer({ gateway });
  await server.start();
  const { body } = await server.executeOperation(JSON.parse(await eventPage()));
  await server.stop();
  if (body.kind !== 'single') throw new Error('The answer comes in parts');
  expect(body.singleResult.errors).toBeUndefined();
  expect(body.singleResult.data?.event).toMatchObject({ title: 'A concert in the park', seatsLeft: 60 });
});
