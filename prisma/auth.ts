import { type Prisma, PrismaClient } from './auth/generated/client.ts';
import { clientOptions, type DatabaseOptions } from './pg-adapter.ts';

export * from './auth/generated/client.ts';

/** A client of the auth database. */
export type AuthDatabase = PrismaClient;
/** The same inside `$transaction(async (tx) => …)`. */
export type AuthTransaction = Prisma.TransactionClient;

/** Connects on first use; `$disconnect()` closes its connections. */
export function createAuthDatabase(url: string, options?: DatabaseOptions): AuthDatabase {
  return new PrismaClient(clientOptions(url, options));
}
