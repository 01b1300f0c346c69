import { setTimeout as pause } from 'node:timers/promises';
import { type EventsDatabase, type EventsTransaction, Prisma } from '@cityevents/prisma/events';

const ATTEMPTS = 4;

/**
 * Runs the work in one interactive transaction, READ COMMITTED: what it reads after waiting for a lock is what others
 * have committed meanwhile. A transaction that PostgreSQL aborted for others' sake (serialization failure, deadlock) is
 * run again from its start, up to four times in all.
 */
export async function inTransaction<Result>(
  database: EventsDatabase,
  work: (tx: EventsTransaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.$transaction(work, { isolationLevel: 'ReadCommitted' });
    } catch (error) {
      if (attempt === ATTEMPTS || !wasAborted(error)) throw error;
      await pause(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/** SQLSTATE 40001 and 40P01, which Prisma reports one way for its own statements and another way for raw ones. */
function wasAborted(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code === 'P2034') return true;
  const { driverAdapterError } = (error.meta ?? {}) as { driverAdapterError?: { cause?: { kind?: string } } };
  return driverAdapterError?.cause?.kind === 'TransactionWriteConflict';
}
