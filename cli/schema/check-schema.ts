import { type Composed, composeSubgraphs } from '@cityevents/gateway/supergraph/compose-subgraphs';
import { buildSchema, type GraphQLSchema, validate } from 'graphql';
import { type Entry, entryProblems, isAcceptedBy } from './accepted-changes.ts';
import { type Change, compareSchemas } from './compare.ts';
import { lintSchema } from './lint/lint-schema.ts';
import { collectUsage, type NamedDocument } from './usage.ts';

/** All that a check looks at, as text. */
export type SchemaSources = {
  /** The subgraphs' schemas, by name. */
  subgraphs: Readonly<Record<string, string>>;
  /** The supergraph as it is committed. */
  supergraph: string;
  /** The public schema as it was released last; null before the first release. */
  released: string | null;
  /** The SPA's documents, as they were released and as they are, and those that integrators registered. */
  documents: readonly NamedDocument[];
  /** What stands in docs/api-changes. */
  entries: readonly Entry[];
};

/** What a check found. */
export type SchemaCheck = {
  /** What has to be mended, each with where it is. */
  problems: string[];
  /** How the API differs from the released one. */
  changes: Change[];
  /** The public schema; null when the subgraphs don't compose. */
  publicSchema: GraphQLSchema | null;
};

/** Whether the schema may go out as it is. */
export function passes({ problems, changes }: SchemaCheck): boolean {
  return problems.length === 0 && changes.every(({ verdict }) => verdict !== 'breaking');
}

/**
 * Checks the API's schema: that it composes, is what is committed, keeps to the conventions, and breaks nothing that
 * somebody is known to use unless an entry accepts it.
 */
export async function checkSchema(sources: SchemaSources): Promise<SchemaCheck> {
  const composed: Composed = composeSubgraphs(sources.subgraphs);
  if (composed.errors) return { problems: composed.errors, changes: [], publicSchema: null };
  const { publicSchema, supergraphSdl } = composed;
  const problems = lintSchema(publicSchema).map(({ coordinate, text }) => `${coordinate}: ${text}`);
  if (supergraphSdl !== sources.supergraph) {
    problems.push('gateway/supergraph.graphql is not what the subgraphs compose to: run `npm run schema`.');
  }
  if (sources.released === null) {
    problems.push('There is no released schema to compare with yet: run `npm run schema:release`.');
    return { problems, changes: [], publicSchema };
  }
  const released = buildSchema(sources.released);
  const usage = collectUsage(released, sources.documents);
  const changes = await compareSchemas(released, publicSchema, usage, isAcceptedBy(sources.entries));
  problems.push(...documentProblems(sources.documents, [released, publicSchema]));
  problems.push(...entryProblems(sources.entries, changes));
  return { problems, changes, publicSchema };
}

/**
 * A document that fits neither the released schema nor this one says nothing about what is used. What is wrong with it is told
 * by the one that it fits better: the other misses all that is new, too.
 */
function documentProblems(documents: readonly NamedDocument[], schemas: GraphQLSchema[]): string[] {
  return documents.flatMap(({ name, document }) => {
    const errors = schemas.map((schema) => validate(schema, document));
    const fewest = errors.toSorted((one, other) => one.length - other.length)[0]!;
    return fewest.map(({ message }) => `${name}: ${message}`);
  });
}
