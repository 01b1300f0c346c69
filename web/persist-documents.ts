/**
 * Writes down the documents of this app as it will send them, so that it can name them by their hash instead, and the
 * gateway serve it nothing else:
 *
 * - src/generated/persisted-documents.json, for the gateway, in the format of Apollo's persisted query manifests
 * - src/generated/document-ids.gen.ts, for the app: each operation's hash
 *
 * Runs after the code generator.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { ApolloClient, ApolloLink, type DocumentNode } from '@apollo/client';
import { print } from '@apollo/client/utilities';
import { Kind, type OperationDefinitionNode } from 'graphql';
import { of } from 'rxjs';
import { createCache } from './src/app/cache.ts';
import * as generated from './src/generated/documents.gen.ts';

const folder = new URL('src/generated/', import.meta.url);

type Operation = { id: string; name: string; type: string; body: string };

/** What a client like the app's makes of its documents before they go out: it adds type names, and takes out its own directives. */
async function asSent(documents: DocumentNode[]): Promise<DocumentNode[]> {
  const sent: DocumentNode[] = [];
  const link = new ApolloLink(({ query }) => {
    sent.push(query);
    return of({ data: null });
  });
  const defaultOptions = { watchQuery: { errorPolicy: 'all' }, query: { errorPolicy: 'all' } } as const;
  const client = new ApolloClient({ link, cache: createCache(), dataMasking: true, defaultOptions });
  for (const document of documents) {
    const isMutation = operationOf(document)?.operation === 'mutation';
    // There is no answer; it's the question that counts.
    if (isMutation) await client.mutate({ mutation: document, fetchPolicy: 'no-cache' }).catch(() => {});
    else await client.query({ query: document, fetchPolicy: 'no-cache' }).catch(() => {});
  }
  return sent;
}

function operationOf(document: DocumentNode): OperationDefinitionNode | undefined {
  return document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
}

const documents = Object.values(generated as Record<string, DocumentNode>).filter(operationOf);
const sent = await asSent(documents);
if (sent.length !== documents.length) throw new Error(`${documents.length} operations made ${sent.length} requests`);

const operations = sent
  .map((document): Operation => {
    const { name, operation } = operationOf(document)!;
    const body = print(document);
    return { id: createHash('sha256').update(body).digest('hex'), name: name!.value, type: operation, body };
  })
  .sort((a, b) => a.name.localeCompare(b.name));

const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
writeFileSync(new URL('persisted-documents.json', folder), `${JSON.stringify(manifest, null, 2)}\n`);

const ids = Object.fromEntries(operations.map(({ name, id }) => [name, id]));
const heading = '/** The SHA-256 of each operation as it is sent, by its name. */';
writeFileSync(
  new URL('document-ids.gen.ts', folder),
  `${heading}\nexport const documentIds: Readonly<Record<string, string>> = ${JSON.stringify(ids, null, 2)};\n`,
);
