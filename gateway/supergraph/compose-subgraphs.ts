import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { type GraphQLSchema, parse } from 'graphql';

const root = new URL('../../', import.meta.url);

/** Composes subgraph schemas; the errors are for people, one a problem. */
export type Composed = { errors: string[] } | { supergraphSdl: string; publicSchema: GraphQLSchema; errors?: never };

/** The subgraphs whose schemas are the API, by name; each has a folder of that name. */
export const subgraphNames = ['auth', 'events', 'joins', 'feed'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** Each subgraph's schema as it stands in its folder, by name. */
export function readSubgraphSchemas(): Record<SubgraphName, string> {
  const read = (name: SubgraphName) => readFileSync(new URL(`subgraphs/${name}/schema.graphql`, root), 'utf8');
  return { auth: read('auth'), events: read('events'), joins: read('joins'), feed: read('feed') };
}

/**
 * Composes the subgraphs' schemas into what the gateway loads (`supergraphSdl`) and what its clients see
 * (`publicSchema`: without federation's own types and directives).
 *
 * @param schemas by the subgraph's name; the committed ones unless given.
 */
export function composeSubgraphs(schemas: Readonly<Record<string, string>> = readSubgraphSchemas()): Composed {
  const composed = composeServices(
    Object.entries(schemas).map(([name, sdl]) => ({
      name,
      // Only a name: the gateway takes the addresses from its environment.
      url: `http://${name}`,
      typeDefs: parse(sdl),
    })),
  );
  if (composed.errors) return { errors: composed.errors.map(({ message }) => message) };
  return {
    supergraphSdl: composed.supergraphSdl,
    publicSchema: composed.schema.toAPISchema().toGraphQLJSSchema(),
  };
}
