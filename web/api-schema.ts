import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { type GraphQLSchema, parse } from 'graphql';

const subgraphsFolder = join(import.meta.dirname, '../subgraphs');

/**
 * The schema that clients of the gateway see, composed from the subgraphs' contracts: federation's own types and
 * directives are not in it. Reading the contracts, not the supergraph, means a changed field fails the type check of
 * the page that uses it even before the supergraph has been composed anew.
 */
export function composeApiSchema(): GraphQLSchema {
  const subgraphs = readdirSync(subgraphsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(readFileSync(join(subgraphsFolder, name, 'schema.graphql'), 'utf8')),
    }));
  const composed = composeServices(subgraphs);
  if (composed.errors) {
    throw new Error(`The subgraphs don't compose:\n${composed.errors.map((error) => error.message).join('\n')}`);
  }
  return composed.schema.toAPISchema().toGraphQLJSSchema();
}
