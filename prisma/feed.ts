import { type Prisma, PrismaClient } from './feed/generated/client.ts';
import { clientOptions, type DatabaseOptions } from './pg-adapter.ts';

export * from './feed/generated/client.ts';

/** A client of the feed database. */
export type FeedDatabase = PrismaClient;
/** The same inside `$transaction(async (tx) => …)`. */
export type FeedTransaction = Prisma.TransactionClient;

/**
 * How alike words must be spelled for a search to take them for the same (strict word similarity, 0 to 1). One wrong, missing
 * or swapped letter leaves a word of eight at 0.4 to 0.6; words that have nothing to do with each other are below 0.3. A setting,
 * because only then does the index of trigrams know of it.
 */
const SPELLED_ALIKE = 0.4;

/** Connects on first use; `$disconnect()` closes its connections. */
export function createFeedDatabase(url: string, options?: DatabaseOptions): FeedDatabase {
  const settings = { 'pg_trgm.strict_word_similarity_threshold': SPELLED_ALIKE };
  return new PrismaClient(clientOptions(url, { ...options, settings }));
}
