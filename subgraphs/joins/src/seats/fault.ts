import { isTransientFault } from '@cityevents/messaging/transient-fault';

/** Codes after which the same transaction may well succeed at once: serialization failure, deadlock, Prisma's name for both. */
const RETRY = new Set(['40001', '40P01', 'P2034', 'TransactionWriteConflict']);

/** What to do about an exception from a transaction: try it again, ask the caller to come back, or report a fault. */
export function classifyFault(error: unknown): 'retry' | 'busy' | 'fault' {
  if (codesOf(error).some((code) => RETRY.has(code))) return 'retry';
  return isTransientFault(error) ? 'busy' : 'fault';
}

/** Codes stand at different depths, depending on which layer met the trouble. */
function* codesOf(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > 8) return;
  const { code, originalCode, kind, meta, driverAdapterError, cause } = error as Record<string, unknown>;
  for (const value of [code, originalCode, kind]) if (typeof value === 'string') yield value;
  for (const inner of [meta, driverAdapterError, cause]) yield* codesOf(inner, depth + 1);
}
