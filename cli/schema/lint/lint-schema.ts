import type { GraphQLSchema } from 'graphql';
import { connections } from './connections.ts';
import { deprecations } from './deprecations.ts';
import { descriptions } from './descriptions.ts';
import { mutations } from './mutations.ts';
import { naming } from './naming.ts';
import type { Problem } from './rule.ts';

const rules = [descriptions, naming, connections, mutations, deprecations];

/** All that isn't as the API's conventions have it (docs/api.md), in a public schema. */
export function lintSchema(schema: GraphQLSchema): Problem[] {
  return rules.flatMap((rule) => [...rule(schema)]);
}
