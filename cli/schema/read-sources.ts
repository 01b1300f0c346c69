import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readSubgraphSchemas } from '@cityevents/gateway/supergraph/compose-subgraphs';
import { type DocumentNode, parse, visit } from 'graphql';
import { readEntries } from './accepted-changes.ts';
import type { SchemaSources } from './check-schema.ts';
import type { NamedDocument } from './usage.ts';

const root = join(import.meta.dirname, '../..');

/** Where what the check compares with is kept; only a release moves it. */
export const releasedFiles = {
  schema: join(root, 'docs/api/released/schema.graphql'),
  webDocuments: join(root, 'docs/api/released/web-documents.graphql'),
};
export const entriesFolder = join(root, 'docs/api-changes');
export const changelogFile = join(root, 'docs/api-changelog.md');

/** The SPA's documents as one text. */
export function readWebDocuments(): string {
  const files = globSync('web/src/**/*.graphql', { cwd: root }).sort();
  return files.map((file) => readFileSync(join(root, file), 'utf8').trim()).join('\n\n');
}

/** Reads all that a check looks at from this clone. */
export function readSources(): SchemaSources {
  return {
    subgraphs: readSubgraphSchemas(),
    supergraph: readFileSync(join(root, 'gateway/supergraph.graphql'), 'utf8'),
    released: existsSync(releasedFiles.schema) ? readFileSync(releasedFiles.schema, 'utf8') : null,
    documents: [
      ...(existsSync(releasedFiles.webDocuments)
        ? [named('web app, released', readFileSync(releasedFiles.webDocuments, 'utf8'))]
        : []),
      named('web app', readWebDocuments()),
      ...globSync(['docs/api/integrators/*.graphql', 'packages/api-client/operations.graphql'], { cwd: root })
        .sort()
        .map((file) =>
          named(
            file.startsWith('packages/') ? 'api client' : basename(file, '.graphql'),
            readFileSync(join(root, file), 'utf8'),
          ),
        ),
    ],
    entries: readEntries(entriesFolder),
  };
}

function named(name: string, text: string): NamedDocument {
  return { name, document: asSent(parse(text)) };
}

/** Without what Apollo Client says to itself, and takes out of a document before it sends it. */
function asSent(document: DocumentNode): DocumentNode {
  return visit(document, { Directive: ({ name }) => (name.value === 'unmask' ? null : undefined) });
}
