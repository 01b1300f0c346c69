import { type Prisma, PrismaClient } from './feed/generated/client.ts';
import { clientOptions, type DatabaseOptions } from './pg-adapter.ts';

export * from './feed/generated/client.ts';

/** A client of the feed database. */
export type FeedDatabase = PrismaClient;
/** The same inside `$transaction(async (tx) => …)`. */
export type FeedTransaction = Prisma.TransactionClient;

/** Connects on first use; `$disconnect()` closes its connections. */
export function createFeedDatabase(url: string, options?: DatabaseOptions): FeedDatabase {
  return new PrismaClient(clientOptions(url, options));
}
