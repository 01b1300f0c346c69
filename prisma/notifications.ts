import { type Prisma, PrismaClient } from './notifications/generated/client.ts';
import { clientOptions, type DatabaseOptions } from './pg-adapter.ts';

export * from './notifications/generated/client.ts';

/** A client of the notifications database. */
export type NotificationsDatabase = PrismaClient;
/** The same inside `$transaction(async (tx) => …)`. */
export type NotificationsTransaction = Prisma.TransactionClient;

/** Connects on first use; `$disconnect()` closes its connections. */
export function createNotificationsDatabase(url: string, options?: DatabaseOptions): NotificationsDatabase {
  return new PrismaClient(clientOptions(url, options));
}
