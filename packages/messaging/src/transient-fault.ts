/** PostgreSQL's codes for "not your fault, try again": https://www.postgresql.org/docs/current/errcodes-appendix.html */
const POSTGRES = [
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock not available: lock_timeout
  '57014', // cancelled: statement_timeout
  '57P01', // terminated by an administrator
  '57P02', // crash of another server process
  '57P03', // starting up or shutting down
  '57P05', // idle session ended
  '25P03', // idle in a transaction for too long
  '53300', // too many connections
];
/** Prisma's: https://www.prisma.io/docs/orm/reference/error-reference */
const PRISMA = [
  'P1001', // can't reach the server
  'P1002', // the server timed out
  'P1008', // operation timed out
  'P1017', // the server closed the connection
  'P2024', // no free connection in the pool
  'P2034', // write conflict or deadlock
];
/** The kinds of Prisma's driver adapters, where the code alone (P2010: a raw query failed) doesn't tell. */
const ADAPTER = [
  'ConnectionClosed',
  'DatabaseNotReachable',
  'SocketTimeout',
  'TooManyConnections',
  'TransactionWriteConflict',
];
const SOCKET = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];

const transientCodes = new Set([...POSTGRES, ...PRISMA, ...ADAPTER, ...SOCKET]);
/** Faults that carry no code at all. */
const UNCODED = [
  'Connection terminated',
  'Client has encountered a connection error',
  'timeout exceeded when trying to connect',
  'Query read timeout', // no answer: the connection fell silent
];
/** Forms of P2028, which also stands for a transaction used after its end. */
const OUT_OF_TIME = [
  'Unable to start a transaction in the given time',
  'on an expired transaction',
  // The same a while later: Prisma remembers only the last hundred that ended.
  'Transaction not found. Transaction ID is invalid',
];
const transientTexts = [...UNCODED, ...OUT_OF_TIME];

/**
 * Whether an exception says that the database was away or busy, so that the same work may succeed later. Looks through
 * causes and the wrappers of Prisma and its driver adapter.
 */
export function isTransientFault(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 8) return false;
  const { code, originalCode, kind, message, cause, meta, driverAdapterError, errors } = error as Record<
    string,
    unknown
  >;
  if ([code, originalCode, kind].some((value) => typeof value === 'string' && transientCodes.has(value))) return true;
  // Class 08 is "connection exception".
  if ([code, originalCode].some((value) => typeof value === 'string' && /^08[0-9A-Z]{3}$/.test(value))) return true;
  if (typeof message === 'string' && transientTexts.some((text) => message.includes(text))) return true;
  return [cause, meta, driverAdapterError, ...(Array.isArray(errors) ? errors : [])].some((inner) =>
    isTransientFault(inner, depth + 1),
  );
}
