import { type Prisma, PrismaClient } from './events/generated/client.ts';
import { clientOptions, type DatabaseOptions } from './pg-adapter.ts';

export * from './events/generated/client.ts';

/** A client of the events database. */
export type EventsDatabase = PrismaClient;
/** The same inside `$transaction(async (tx) => …)`. */
export type EventsTransaction = Prisma.TransactionClient;

/** Connects on first use; `$disconnect()` closes its connections. */
export function createEventsDatabase(url: string, options?: DatabaseOptions): EventsDatabase {
  return new PrismaClient(clientOptions(url, options));
}
