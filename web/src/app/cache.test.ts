import { readSubgraphSchemas } from '@cityevents/gateway/supergraph/compose-subgraphs';
import { Kind, parse, print } from 'graphql';
import { expect, it } from 'vitest';
import { connectionPolicies } from './cache.ts';

/** The fields of the API that answer connections, as Type.field. */
function connectionsInSchema(): string[] {
  const types = Object.values(readSubgraphSchemas())
    .flatMap((sdl) => parse(sdl).definitions)
    .filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
  return types.flatMap(({ name, fields = [] }) =>
    fields.filter(({ type }) => /Connection!?$/.test(print(type))).map((field) => `${name.value}.${field.name.value}`),
  );
}

it('of every connection of the API it is said how it is kept', () => {
  const kept = Object.entries(connectionPolicies).flatMap(([type, fields]) =>
    Object.keys(fields).map((field) => `${type}.${field}`),
  );
  expect(connectionsInSchema().length).toBeGreaterThan(4);
  expect(kept).toEqual(expect.arrayContaining(connectionsInSchema()));
});
