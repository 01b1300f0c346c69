import type { ClientBase } from 'pg';

/** Before the first one was given out, the sequence shows it all the same. */
const last = 'SELECT last_value - (NOT is_called)::int FROM outbox_position_seq';
const read = `SELECT (${last})::text AS position`;
const LOOK_EVERY_SECONDS = 0.01;

/** The last position given to a row, committed or not: a bigint, as text. */
export async function lastPosition(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ position: string }>(read);
  return rows[0]!.position;
}

/**
 * Waits in the database until a row gets another position than this, for so many milliseconds at most, and returns the last
 * one given. The row is about to be committed then, or is already.
 *
 * Whoever writes has nothing to do for it, as they had with NOTIFY, which makes transactions commit one after another. The
 * server looks at one number every ten milliseconds, without a query to be sent, planned and answered.
 */
export async function positionAfter(client: ClientBase, position: string, atMostMs: number): Promise<string> {
  // Two statements give two results, of which the types know nothing. DO takes no parameters; these are numbers.
  const results = (await client.query(`
    DO $$
    DECLARE until timestamptz := clock_timestamp() + interval '${atMostMs} milliseconds';
    BEGIN
      WHILE (${last}) = ${BigInt(position)} AND clock_timestamp() < until LOOP
        PERFORM pg_sleep(${LOOK_EVERY_SECONDS});
      END LOOP;
    END $$;
    ${read}`)) as unknown as { rows: { position: string }[] }[];
  return results[1]!.rows[0]!.position;
}
