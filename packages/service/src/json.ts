import { GraphQLScalarType } from 'graphql';
import { GraphQLJSON } from 'graphql-scalars';

/** The JSON scalar of every subgraph that has one: any value JSON can carry. */
export const json = new GraphQLScalarType({ ...GraphQLJSON.toConfig(), name: 'JSON' });
