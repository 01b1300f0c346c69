import { isTransientFault } from '@cityevents/messaging/transient-fault';

/** Codes after which the same transaction may well succeed at once: serialization failure, deadlock, Prisma's name for both. */
const RETRY = new Set(['40001', '40P01', 'P2034', 'TransactionWriteConflict']);
/** Out of time: the server's statement timeout, Prisma's for an interactive transaction. */
const OUT_OF_TIME = new Set(['57014', 'P2028']);

/** What to do about an exception from a transaction: try it again, ask the caller to come back, or report a fault. */
export function classifyFault(error: unknown): 'retry' | 'busy' | 'fault' {
  const codes = [...codesOf(error)];
  if (codes.some((code) => RETRY.has(code))) return 'retry';
  if (codes.some((code) => OUT_OF_TIME.has(code)) || isTransientFault(error)) return 'busy';
  return 'fault';
}

/** Codes stand at different depths, depending on which layer met the trouble. */
function* codesOf(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > 8) return;
  const { code, originalCode, kind, meta, driverAdapterError, cause } = error as Record<string, unknown>;
  for (const value of [code, originalCode, kind]) if (typeof value === 'string') yield value;
  for (const inner of [meta, driverAdapterError, cause]) yield* codesOf(inner, depth + 1);
}
