import type pg from 'pg';

/**
 * The deadlocks PostgreSQL has counted in this database. A session hands in what it counted now and then, and at the
 * latest when it ends: end those in question before.
 */
export async function countDeadlocks(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ deadlocks: number }>(
    'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0]!.deadlocks;
}
