import { type Prisma, PrismaClient } from './feed/generated/client.ts';
import { clientOptions, type DatabaseOptions } from './pg-adapter.ts';

export * from './feed/generated/client.ts';

/** A client of the feed database. */
export type FeedDatabase = PrismaClient;
/** The same inside `$transaction(async (tx) => …)`. */
export type FeedTransaction = Prisma.TransactionClient;

/**
 * How many of a word's trigrams another one must have for a search to look whether they are spelled alike (pg_trgm's word
 * similarity, 0 to 1). A slip in its middle leaves a word of four letters at 0.25, a longer one more. A setting, because only
 * then does the index know of it.
 */
const WORTH_COMPARING = 0.24;

/** Connects on first use; `$disconnect()` closes its connections. */
export function createFeedDatabase(url: string, options?: DatabaseOptions): FeedDatabase {
  const settings = { 'pg_trgm.word_similarity_threshold': WORTH_COMPARING };
  return new PrismaClient(clientOptions(url, { ...options, settings }));
}
