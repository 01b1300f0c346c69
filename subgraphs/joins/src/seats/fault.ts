import { isTransientFault } from '@cityevents/messaging/transient-fault';

/** Codes after which the same transaction may well succeed at once: serialization failure, deadlock, Prisma's name for both. */
const RETRY = new Set(['40001', '40P01', 'P2034', 'TransactionWriteConflict']);
/** An SQLSTATE; Prisma's own codes (P2010 …) look alike. */
const SQLSTATE = /^(?!P\d{4})[0-9A-Z]{5}$/;
/** Classes 22 and 23: data or constraints are violated by what was asked for. */
const OF_THE_REQUEST = /^2[23]/;

/**
 * What to do about an exception from a transaction: try it again, ask the caller to come back, look for the one request
 * that is to blame, or report a fault of ours that concerns all.
 */
export function classifyFault(error: unknown): 'retry' | 'busy' | 'request' | 'fault' {
  const codes = [...codesOf(error)];
  if (codes.some((code) => RETRY.has(code))) return 'retry';
  if (isTransientFault(error)) return 'busy';
  const states = codes.filter((code) => SQLSTATE.test(code));
  return states.every((state) => OF_THE_REQUEST.test(state)) ? 'request' : 'fault';
}

/** Codes stand at different depths, depending on which layer met the trouble. */
function* codesOf(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > 8) return;
  const { code, originalCode, kind, meta, driverAdapterError, cause } = error as Record<string, unknown>;
  for (const value of [code, originalCode, kind]) if (typeof value === 'string') yield value;
  for (const inner of [meta, driverAdapterError, cause]) yield* codesOf(inner, depth + 1);
}
