import { readFile } from 'node:fs/promises';
import { rescoreDue } from '@cityevents/feed/scoring/rescore';
import pg from 'pg';
import { type DatabaseName, databaseNames } from '../../databases.ts';
import { createFeedDatabase } from '../../feed.ts';
import { serverSettings } from '../../pg-adapter.ts';
import { size, statements } from './statements.ts';

/** How far it is. */
export type TownProgress = { rows: number; ofRows: number; scored: number };

/** So many events or people a statement: half a second of work. */
const RANGE = 2_500;

export const allRows = statements.reduce((sum, { rows }) => sum + rows, 0);

/** Whether the town is there already, or was begun. */
export async function isThere(urls: Record<DatabaseName, string>): Promise<boolean> {
  return onDatabase(urls.events, async (client) => {
    const { rowCount } = await client.query(`SELECT FROM events WHERE external_id LIKE 'town-%' LIMIT 1`);
    return rowCount !== 0;
  });
}

/**
 * Makes the large town in the five databases, as if everything had been told and mailed, and scores it. Rows are written past the
 * processes, in the databases themselves: through the front door it would be a night's work.
 */
export async function makeTown(
  urls: Record<DatabaseName, string>,
  now: Date,
  onProgress: (progress: TownProgress) => void,
): Promise<void> {
  const progress = { rows: 0, ofRows: allRows, scored: 0 };
  const add = (rows: number) => {
    progress.rows += rows;
    onProgress(progress);
  };
  await Promise.all(databaseNames.map((name) => fill(name, urls[name], now, add)));
  const feed = createFeedDatabase(urls.feed, {
    applicationName: 'seed',
    maxConnections: 2,
    lockTimeoutMs: 30_000,
    statementTimeoutMs: 60_000,
  });
  try {
    // The running subgraph does its part of it, and both take turns at the clock.
    for (let left = size.events; left > 0; ) {
      await rescoreDue(feed, new Date());
      const unscored = await feed.$queryRaw<[{ count: number }]>`
        SELECT count(*)::int AS count FROM feed_events WHERE due_at <= now()`;
      left = unscored[0].count;
      progress.scored = size.events - left;
      onProgress(progress);
    }
    await feed.$executeRaw`ANALYZE feed_listings, feed_scores, feed_events`;
  } finally {
    await feed.$disconnect();
  }
}

async function fill(database: DatabaseName, url: string, now: Date, add: (rows: number) => void): Promise<void> {
  const functions = await readFile(`${import.meta.dirname}/town.sql`, 'utf8');
  await onDatabase(url, async (client) => {
    await client.query(functions);
    for (const { of, rows, table, sql } of statements.filter((each) => each.database === database)) {
      for (let first = 0; first < size[of]; first += RANGE) {
        await client.query(sql, [now.toISOString(), first, Math.min(first + RANGE, size[of])]);
        add((rows * RANGE) / size[of]);
      }
      // As the tables of a system are that has run for a while.
      await client.query(`VACUUM ANALYZE ${table}`);
    }
  });
}

async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'seed',
    // The rows are made again if the server falls: nothing to wait for a disk for.
    options: serverSettings({ TimeZone: 'UTC', synchronous_commit: 'off' }),
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
