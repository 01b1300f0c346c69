import type { ClientBase } from 'pg';
import { lastPosition } from './position.ts';

/**
 * The position below which nothing is left in the outbox and nothing will ever come, so that reading can begin there.
 *
 * Without it a batch would begin at the first row that ever was: rows deleted by published batches stay in the index
 * while some transaction, anywhere in the database, is as old as they are, and each batch would go through them all again.
 *
 * Positions are given out before commit, so a lower one may become visible after a higher one. Whoever writes to the table
 * has its ROW EXCLUSIVE lock from before the position until after the commit. So once those who held the lock right after a
 * position was given out are gone, every row up to that position is visible, or never will be.
 */
export class Floor {
  #position = '0';
  /** Positions given out by then, and who may still have some of them in hand. */
  #awaited: { position: string; writers: Set<string> } | undefined;

  /** A bigint, as text. */
  get position(): string {
    return this.#position;
  }

  /** Raises it as far as can be told now. Two calls are needed to pass what is there now. */
  async raise(client: ClientBase): Promise<void> {
    // In this order: who has a lower position is among the writers, or has ended before they are looked up.
    const position = await lastPosition(client);
    if (BigInt(position) < BigInt(this.#position)) return;
    const writers = await currentWriters(client);
    const awaited = this.#awaited;
    if (awaited && writers.some((writer) => awaited.writers.has(writer))) return;
    if (awaited) this.#position = await firstLeft(client, this.#position, awaited.position);
    this.#awaited = { position, writers: new Set(writers) };
  }
}

/** The transactions that write to the outbox. */
async function currentWriters(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ writer: string }>(`
    SELECT virtualtransaction AS writer FROM pg_locks
    WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND relation = 'outbox'::regclass AND mode = 'RowExclusiveLock' AND granted`);
  return rows.map(({ writer }) => writer);
}

/** The lowest position there is from one to another, both included, or the one after. */
async function firstLeft(client: ClientBase, from: string, to: string): Promise<string> {
  const { rows } = await client.query<{ position: string }>(
    `SELECT coalesce((SELECT position FROM outbox WHERE position BETWEEN $1 AND $2 ORDER BY position LIMIT 1),
                     $2::bigint + 1)::text AS position`,
    [from, to],
  );
  return rows[0]!.position;
}
