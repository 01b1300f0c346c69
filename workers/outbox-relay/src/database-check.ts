import pg from 'pg';

/** Asks a database for /readyz and /metrics over a connection of its own: the relay's may be busy. */
export function createDatabaseCheck(url: string) {
  const pool = new pg.Pool({
    connectionString: url,
    // One each, so that measuring a long outbox keeps nobody from hearing that it is ready.
    max: 2,
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
    application_name: 'outbox-relay-check',
  });
  // A connection lost while idle is replaced by the next check.
  pool.on('error', () => {});
  return {
    check: () => pool.query('SELECT 1 FROM outbox LIMIT 1'),
    query: <Row extends pg.QueryResultRow>(sql: string) => pool.query<Row>(sql),
    close: () => pool.end(),
  };
}
