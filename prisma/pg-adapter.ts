import { isRecording } from '@cityevents/telemetry/spans';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { withStatementSpans } from './statement-spans.ts';

/**
 * How a process uses its database. Limits of time are enforced by the server, so that a stuck client frees its locks; a
 * server that says nothing at all is given up a little later than it should have enforced them.
 */
export interface DatabaseOptions {
  /** Connections at most. */
  maxConnections?: number;
  /** How long one statement may run, its wait for locks included. */
  statementTimeoutMs?: number;
  /** How long a statement may wait for a lock. */
  lockTimeoutMs?: number;
  /** How long a transaction may sit between two statements before the server ends its session. */
  idleInTransactionTimeoutMs?: number;
  /** How long to wait for a free connection, or for a new one to be established. */
  connectionTimeoutMs?: number;
  /** How long an interactive transaction may last in all; it is rolled back after that. */
  transactionTimeoutMs?: number;
  /** What the server's own views (pg_stat_activity) call the process. */
  applicationName?: string;
  /** Further settings of each session, by their names in PostgreSQL. */
  settings?: Record<string, string | number>;
  /** Told of connections the server closed while idle; they are replaced without further ado. */
  onConnectionLost?: (error: Error) => void;
}

/** How much longer than a statement may run its answer may take: then nobody is there (a failover, a forgetful NAT). */
const ANSWER_AFTER_MS = 2_000;
/** Idle connections are probed after this, and found dead some ten seconds later; TCP's own default is two hours. */
const KEEP_ALIVE_AFTER_MS = 10_000;
const PREPARED_STATEMENTS_AT_MOST = 500;

/** The PrismaClient options that all five databases share. */
export function clientOptions(url: string, options: DatabaseOptions = {}) {
  const {
    maxConnections = 10,
    statementTimeoutMs = 10_000,
    lockTimeoutMs = 2_000,
    idleInTransactionTimeoutMs = 10_000,
    connectionTimeoutMs = 5_000,
    transactionTimeoutMs = 10_000,
    applicationName = 'cityevents',
    settings = {},
    onConnectionLost,
  } = options;

  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: connectionTimeoutMs,
      query_timeout: statementTimeoutMs + ANSWER_AFTER_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
      Client: GivingUpClient,
      application_name: applicationName,
      options: serverSettings({
        // The adapter cuts the offset off a timestamptz and reads it as UTC, whatever the server's own time zone is.
        TimeZone: 'UTC',
        // What lock-then-read needs: each statement sees what was committed while it waited for a lock.
        default_transaction_isolation: String.raw`read\ committed`,
        statement_timeout: statementTimeoutMs,
        lock_timeout: lockTimeoutMs,
        idle_in_transaction_session_timeout: idleInTransactionTimeoutMs,
        ...settings,
      }),
    },
    { statementNameGenerator: statementNames(), ...(onConnectionLost && { onPoolError: onConnectionLost }) },
  );
  return {
    adapter: isRecording() ? withStatementSpans(adapter, new URL(url).pathname.slice(1)) : adapter,
    transactionOptions: { maxWait: connectionTimeoutMs, timeout: transactionTimeoutMs },
  };
}

/**
 * A client whose connection ends with the first query that gets no answer in time. The driver only stops waiting, and
 * after a transaction Prisma gives the connection back to the pool, ROLLBACK unsent: should the network come back,
 * whoever got that connection next would write into the open transaction, and lose what they wrote.
 */
class GivingUpClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    const giveUpIfSilent = (error: unknown) => {
      if (error instanceof Error && error.message === 'Query read timeout') this.connection.stream.destroy();
    };
    this.query = ((...args: unknown[]) => {
      const callback = args.at(-1);
      if (typeof callback !== 'function') {
        const result = query(...args);
        if (result instanceof Promise) result.catch(giveUpIfSilent);
        return result;
      }
      return query(...args.slice(0, -1), (error: unknown, result: unknown) => {
        giveUpIfSilent(error);
        callback(error, result);
      });
    }) as pg.Client['query'];
  }
}

/** Settings as PostgreSQL takes them when a connection starts. */
export function serverSettings(settings: Record<string, string | number>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

/**
 * Names for prepared statements, one a text. A server keeps every statement it prepared until the connection ends, so
 * texts that vary without end (a long IN list) are left unprepared once there are many.
 */
function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= PREPARED_STATEMENTS_AT_MOST) return '';
    const name = `s${names.size}`;
    names.set(sql, name);
    return name;
  };
}
