import { type Prisma, PrismaClient } from './joins/generated/client.ts';
import { clientOptions, type DatabaseOptions } from './pg-adapter.ts';

export * from './joins/generated/client.ts';

/** A client of the joins database. */
export type JoinsDatabase = PrismaClient;
/** The same inside `$transaction(async (tx) => …)`. */
export type JoinsTransaction = Prisma.TransactionClient;

/** Connects on first use; `$disconnect()` closes its connections. */
export function createJoinsDatabase(url: string, options?: DatabaseOptions): JoinsDatabase {
  return new PrismaClient(clientOptions(url, options));
}
