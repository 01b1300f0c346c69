import pg from 'pg';

/**
 * A connection that reads an outbox and writes what became of it. Once it is lost its queries reject; then open another.
 */
export async function connectDatabase(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'outbox-relay',
    statement_timeout: 20_000,
    query_timeout: 25_000,
    keepAlive: true,
    // An outbox is empty or has a hundred thousand rows, and statistics tell how it was a while ago: a plan made by them
    // would sort the whole of it for every batch.
    options: '-c enable_seqscan=off -c enable_bitmapscan=off',
  });
  // The next query rejects; without a listener the process would end.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    void client.end().catch(() => {});
    throw error;
  }
  return client;
}
