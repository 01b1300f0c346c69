import { pause } from '@cityevents/messaging/pause';
import pg from 'pg';

/** Advisory locks belong to a database, so one number serves all of them. */
const OUTBOX_LEADER = 1_869_903_987;
const STANDBY_POLL_MS = 500;

/**
 * Waits until this relay is the only one that publishes this database's outbox, and returns the connection that holds
 * that right; undefined when the signal came first.
 *
 * The right is a session's advisory lock, and the same session reads and deletes: a relay that has lost it can do
 * neither. What it had handed to the broker by then may be published once more by its successor, and the consumers'
 * inboxes absorb that. A relay that is frozen, not dead, keeps the right until it goes on or its connection ends.
 */
export async function lead(url: string, signal: AbortSignal): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'outbox-relay',
    statement_timeout: 20_000,
    query_timeout: 25_000,
    keepAlive: true,
    // Or the lock of a relay whose machine vanished would be held for the two hours of TCP's own default.
    options: '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3',
  });
  // The next query rejects; without a listener the process would end.
  client.on('error', () => {});
  try {
    await client.connect();
    while (!signal.aborted) {
      // Tried again and again rather than waited for: a waiting statement's snapshot would hold back vacuum.
      const { rows } = await client.query<{ leads: boolean }>('SELECT pg_try_advisory_lock($1) AS leads', [
        OUTBOX_LEADER,
      ]);
      if (rows[0]?.leads) return client;
      await pause(STANDBY_POLL_MS, signal);
    }
  } catch (error) {
    void client.end().catch(() => {});
    throw error;
  }
  await client.end();
  return undefined;
}
