import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApolloServerPlugin } from '@apollo/server';
import { InMemoryLRUCache, type KeyValueCache } from '@apollo/utils.keyvaluecache';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import type { RequestContext } from './request-context.ts';

/** Documents that clients may name by their SHA-256, in place of sending them. */
export type Manifest = ReadonlyMap<string, { name: string; text: string }>;

/** All that clients have registered at this gateway, in bytes; what wasn't used for longest goes first. */
const REGISTERED_BYTES = 10_000_000;
/** As Apollo Server names them in its cache. */
const CACHE_PREFIX = 'apq:';

const manifestShape = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), name: z.string(), type: z.string(), body: z.string() })),
});

/**
 * Reads the documents of the SPA, which its build leaves beside it; none where it isn't built.
 *
 * @throws Error when the file isn't what the build makes: a document under another's name must never be served.
 */
export function readManifest(webFolder: string): Manifest {
  const file = join(webFolder, 'persisted-documents.json');
  if (!existsSync(file)) return new Map();
  const { operations } = manifestShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  for (const { id, name, body } of operations) {
    if (createHash('sha256').update(body).digest('hex') !== id)
      throw new Error(`${file}: ${name} is not what its id says`);
  }
  return new Map(operations.map(({ id, name, body }) => [id, { name, text: body }]));
}

/**
 * Where documents are looked up by their hash: the SPA's own first, then what clients registered by sending it with its
 * hash once (automatic persisted queries). Whoever fills it only pushes out what others registered: these are asked to
 * send theirs again, as the protocol has it.
 */
export function documentCache(manifest: Manifest): KeyValueCache<string> {
  const registered = new InMemoryLRUCache<string>({ maxSize: REGISTERED_BYTES });
  const known = (key: string) => manifest.get(key.slice(CACHE_PREFIX.length));
  return {
    get: async (key) => known(key)?.text ?? registered.get(key),
    set: async (key, text) => {
      if (!known(key)) await registered.set(key, text);
    },
    delete: (key) => registered.delete(key),
  };
}

/**
 * Serves our own pages only what the SPA was built with: a script that got into a page can't ask for anything else.
 * `isOurPage` says of whom that holds; whoever comes with an API key, or without a browser, is an integrator.
 */
export function servePersistedOnly(manifest: Manifest): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ queryHash, contextValue }) => {
        if (!contextValue.isOurPage || manifest.has(queryHash)) return;
        const message =
          'From our own pages only the web app’s own operations are served. Reload the page, or use an API key.';
        throw new GraphQLError(message, { extensions: { code: 'PERSISTED_DOCUMENT_REQUIRED', http: { status: 403 } } });
      },
    }),
  };
}
