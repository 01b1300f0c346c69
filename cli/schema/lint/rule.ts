import type { GraphQLSchema } from 'graphql';

/** Something in a schema that isn't as the API's conventions have it. */
export type Problem = { coordinate: string; text: string };

/** Finds what breaks one convention, in a public schema. */
export type Rule = (schema: GraphQLSchema) => Iterable<Problem>;
