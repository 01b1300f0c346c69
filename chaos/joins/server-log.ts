import { readFile } from 'node:fs/promises';
import type pg from 'pg';

/**
 * What PostgreSQL has logged about this connection's database: lines bear the database's name. POSTGRES_LOG says
 * where the log is.
 */
export async function serverLogOf(connection: Pick<pg.Client, 'query'>): Promise<string[]> {
  const path = process.env.POSTGRES_LOG;
  if (!path) throw new Error("POSTGRES_LOG must name PostgreSQL's log; npm test and npm run chaos set it.");
  const { rows } = await connection.query<{ name: string }>('SELECT current_database() AS name');
  const marked = ` ${rows[0]!.name} `;
  // A log that has grown too large has been put aside, and a new one begun.
  const texts = await Promise.all([readFile(`${path}.1`, 'utf8').catch(() => ''), readFile(path, 'utf8')]);
  return texts
    .join('\n')
    .split('\n')
    .filter((line) => line.includes(marked));
}
