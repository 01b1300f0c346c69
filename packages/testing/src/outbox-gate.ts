import pg from 'pg';

/**
 * Holds back everything that deletes from an outbox, each where it is, until the gate is opened: a relay between the
 * broker's confirm and its own delete.
 *
 * @returns opens it; once is enough, and it must be done.
 */
export async function holdOutboxDeletes(databaseUrl: string): Promise<() => Promise<void>> {
  const keeper = new pg.Client(databaseUrl);
  await keeper.connect();
  await keeper.query(`
    CREATE OR REPLACE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN OLD; END'`);
  await keeper.query(`
    CREATE OR REPLACE TRIGGER gate BEFORE DELETE ON outbox FOR EACH ROW EXECUTE FUNCTION wait_at_gate()`);
  await keeper.query('SELECT pg_advisory_lock(1)');
  // The lock is the connection's.
  let ended: Promise<void> | undefined;
  return () => {
    ended ??= keeper.end();
    return ended;
  };
}
