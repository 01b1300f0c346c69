import type { ClientBase } from 'pg';

/** Into so many parts an outbox is divided: as many relays may share it, and all facts of one aggregate are in one part. */
export const LANES = 16;

/** The SQL for an aggregate's lane. It needs no column: nobody pays for it while writing a row. */
export const laneOf = (aggregateId: string) => `(uuid_hash(${aggregateId}) & ${LANES - 1})`;

/** How many lanes a relay holds at most, when so many share them. */
export function fairShare(relays: number): number {
  return Math.ceil(LANES / Math.max(1, relays));
}

/**
 * The lanes that one relay may publish, leased for a while and renewed. A lane whose lease has run out is free to be
 * taken by another relay, under the next epoch; until one does, it can still be renewed. All times are the database's.
 *
 * Each call is a statement or several, none in a transaction: a relay that freezes between them holds no lock.
 */
export class Lanes {
  readonly #relay: string;
  readonly #leaseMs: number;
  #epochs: ReadonlyMap<number, string> = new Map();
  #validUntil = 0;

  /** @param relay the id of this relay, a UUID that no other has. */
  constructor(relay: string, leaseMs: number) {
    this.#relay = relay;
    this.#leaseMs = leaseMs;
  }

  /** The epoch of each lane held, by lane. What was read under one map must be written under the same. */
  get epochs(): ReadonlyMap<number, string> {
    return this.#epochs;
  }

  /** Whether all leases may have run out, by this process's own clock: it stood still, or the database was away. */
  areDoubtful(): boolean {
    return performance.now() >= this.#validUntil;
  }

  /** Says that this relay is alive and extends its leases; those that somebody else took meanwhile are lost. */
  async renew(client: ClientBase): Promise<void> {
    const askedAt = performance.now();
    const { rows } = await client.query<LaneRow>({
      name: 'outbox-lanes-renew',
      text: `
        WITH alive AS (
          INSERT INTO outbox_relays (id, alive_until) VALUES ($1, now() + $2 * interval '1 millisecond')
          ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until
        )
        UPDATE outbox_lanes SET leased_until = now() + $2 * interval '1 millisecond'
        WHERE owner = $1
        RETURNING lane, epoch::text`,
      values: [this.#relay, this.#leaseMs],
    });
    this.#epochs = epochsOf(rows);
    this.#validUntil = askedAt + this.#leaseMs;
  }

  /** Gives back what is more than a fair share, or takes free lanes up to one. Not while a batch is under way. */
  async share(client: ClientBase): Promise<void> {
    await client.query(`
      DELETE FROM outbox_relays
      WHERE id IN (SELECT id FROM outbox_relays WHERE alive_until < now() FOR UPDATE SKIP LOCKED)`);
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM outbox_relays');
    const share = fairShare(rows[0]!.count);
    const held = [...this.#epochs.keys()];
    if (held.length > share) await this.#giveBack(client, held.slice(share));
    if (held.length < share) await this.#take(client, share - held.length);
  }

  /** Gives everything back, so that others needn't wait for the leases to run out. */
  async leave(client: ClientBase): Promise<void> {
    await this.#giveBack(client, [...this.#epochs.keys()]);
    await client.query('DELETE FROM outbox_relays WHERE id = $1', [this.#relay]);
  }

  async #take(client: ClientBase, atMost: number): Promise<void> {
    await client.query(
      `INSERT INTO outbox_lanes (lane) SELECT generate_series(0, ${LANES - 1}) ON CONFLICT DO NOTHING`,
    );
    // Those that another relay is just taking are left to it.
    const { rows } = await client.query<LaneRow>(
      `UPDATE outbox_lanes
       SET owner = $1, epoch = epoch + 1, leased_until = now() + $2 * interval '1 millisecond'
       WHERE lane IN (
         SELECT lane FROM outbox_lanes WHERE owner IS NULL OR leased_until < now()
         ORDER BY lane LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING lane, epoch::text`,
      [this.#relay, this.#leaseMs, atMost],
    );
    this.#epochs = new Map([...this.#epochs, ...epochsOf(rows)]);
  }

  async #giveBack(client: ClientBase, lanes: number[]): Promise<void> {
    await client.query(
      'UPDATE outbox_lanes SET owner = NULL, leased_until = NULL WHERE owner = $1 AND lane = ANY ($2::smallint[])',
      [this.#relay, lanes],
    );
    this.#epochs = new Map([...this.#epochs].filter(([lane]) => !lanes.includes(lane)));
  }
}

interface LaneRow {
  lane: number;
  epoch: string;
}

function epochsOf(rows: LaneRow[]): Map<number, string> {
  return new Map(rows.map(({ lane, epoch }) => [lane, epoch]));
}
