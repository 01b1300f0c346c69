import { randomUUID } from 'node:crypto';
import type { Owner } from '@cityevents/messages/envelope';
import type { BrokerConnection } from '@cityevents/messaging/broker-connection';
import { backoff, pause } from '@cityevents/messaging/pause';
import type { Logger } from '@cityevents/service/logger';
import type { Client, ClientBase } from 'pg';
import { connectDatabase } from './connect-database.ts';
import { Floor } from './floor.ts';
import { Lanes } from './lanes.ts';
import { deleteRows, readRows, recordSetbacks, type Setback } from './outbox-table.ts';
import { positionAfter } from './position.ts';
import { openPublisher, type Publisher } from './publisher.ts';
import { countBatch } from './relay-metrics.ts';
import { type Patience, type RoutingKnowledge, sendBatch } from './send-batch.ts';

export interface RelayOptions {
  /** Whose outbox it is; part of every message. */
  owner: Owner;
  databaseUrl: string;
  connection: BrokerConnection;
  logger: Logger;
  batchSize?: number;
  patience?: Patience;
  /** Milliseconds for which lanes stay with a relay that doesn't renew them. */
  leaseMs?: number;
}

export interface Relay {
  /** Finishes the batch in hand and leaves the lanes to other relays. */
  stop(): Promise<void>;
}

/** A row is parked some ten minutes after its first failure. */
const DEFAULT_PATIENCE: Patience = { attempts: 10, first: 1_000, most: 600_000 };
/** Between two batches the broker has little to do, so they are large. What is in hand when a relay dies is published again. */
const DEFAULT_BATCH = 1_000;
/** Long enough that a relay which only gets little of the processor keeps its lanes. */
const DEFAULT_LEASE_MS = 5_000;
/** Each batch reads past what was deleted since; at six thousand messages a second that is a millisecond's work then. */
const RAISE_EVERY_MS = 250;
const IDLE_FIRST_MS = 5;
/** By then what was about to be committed has been, or takes unusually long: from here on the database tells of news. */
const IDLE_MOST_MS = 40;
/** How long the database waits for news before there is another look all the same. */
const WAIT_MS = 100;

/**
 * Publishes one database's outbox, or its share where several relays do, through every loss of database and broker, until
 * stopped. No transaction is open while it publishes. A broker that is away costs rows nothing: the relay waits for it.
 *
 * Promised: every committed row reaches the broker at least once, and the first copies of one aggregate's rows in their
 * order. A relay that dies or stands still between the broker's confirm and its own delete leaves rows that are
 * published again.
 */
export function startRelay(options: RelayOptions): Relay {
  const { owner, databaseUrl, connection, batchSize = DEFAULT_BATCH } = options;
  const patience = options.patience ?? DEFAULT_PATIENCE;
  const logger = options.logger.child({ outbox: owner });
  const stopping = new AbortController();
  const { signal } = stopping;

  /** Aggregates whose next row must wait, and until when (performance.now()). */
  const held = new Map<string, number>();
  const routing: RoutingKnowledge = { routable: new Set(), failures: new Map() };
  const leaseMs = options.leaseMs ?? DEFAULT_LEASE_MS;
  const lanes = new Lanes(randomUUID(), leaseMs);
  const floor = new Floor();

  function hold(aggregateId: string, milliseconds: number): void {
    held.set(aggregateId, performance.now() + milliseconds);
  }

  /** @returns how many rows it saw, so that the caller knows whether more are waiting */
  async function relayBatch(client: ClientBase, publisher: Publisher): Promise<number> {
    const now = performance.now();
    for (const [aggregateId, until] of held) if (until <= now) held.delete(aggregateId);

    if (lanes.areDoubtful()) await lanes.renew(client);
    const { epochs } = lanes;
    if (epochs.size === 0) return 0;
    const rows = await readRows(client, { epochs, from: floor.position, heldAggregates: [...held.keys()] }, batchSize);
    if (rows.length === 0) return 0;
    // The first seen of an aggregate is its head: by that one it waits.
    for (const row of rows) if (row.waitMs > 0 && !held.has(row.aggregateId)) hold(row.aggregateId, row.waitMs);
    const { confirmed, setbacks } = await renewing(client, sendBatch(rows, owner, publisher, routing, patience));

    if (confirmed.length > 0) await deleteRows(client, epochs, confirmed);
    if (setbacks.length > 0) await recordSetbacks(client, epochs, setbacks);
    for (const { row, retryInMs, parked } of setbacks) if (!parked) hold(row.aggregateId, retryInMs);
    countBatch(owner, confirmed.length, setbacks);
    logSetbacks(logger, setbacks);
    logger.debug({ seen: rows.length, published: confirmed.length }, 'batch published');
    return rows.length;
  }

  /** Waits for work that needs no query, and renews the leases should it take long. */
  async function renewing<T>(client: ClientBase, work: Promise<T>): Promise<T> {
    const done = new AbortController();
    const renewals = (async () => {
      while (true) {
        await pause(leaseMs / 3, done.signal);
        if (done.signal.aborted) return;
        await lanes.renew(client);
      }
    })();
    // The next query fails as well, and that is heard of.
    renewals.catch(() => {});
    try {
      return await work;
    } finally {
      done.abort();
      await renewals.catch(() => {});
    }
  }

  async function shareLanes(client: ClientBase): Promise<void> {
    const before = lanes.epochs.size;
    await lanes.renew(client);
    await lanes.share(client);
    if (lanes.epochs.size !== before) logger.info({ lanes: lanes.epochs.size }, 'lanes shared out anew');
  }

  async function publishUntilLost(client: ClientBase): Promise<void> {
    const publisher = await openPublisher(connection, signal);
    routing.routable.clear();
    let idle = IDLE_FIRST_MS;
    let renewAt = 0;
    let raiseAt = 0;
    let position = '0';
    try {
      while (!signal.aborted && publisher.isOpen()) {
        if (performance.now() >= renewAt) {
          await shareLanes(client);
          renewAt = performance.now() + leaseMs / 3;
        }
        if (performance.now() >= raiseAt) {
          await floor.raise(client);
          raiseAt = performance.now() + RAISE_EVERY_MS;
        }
        const seen = await relayBatch(client, publisher);
        if (seen === batchSize) continue;
        idle = seen > 0 ? IDLE_FIRST_MS : idle * 2;
        if (idle <= IDLE_MOST_MS) {
          await pause(idle, signal);
        } else {
          const latest = await positionAfter(client, position, WAIT_MS);
          if (latest !== position) idle = IDLE_FIRST_MS;
          position = latest;
        }
      }
    } finally {
      if (publisher.isOpen()) await publisher.close().catch(() => {});
    }
  }

  const running = (async () => {
    for (let failures = 1; !signal.aborted; failures += 1) {
      let client: Client | undefined;
      try {
        client = await connectDatabase(databaseUrl);
        logger.info('publishing');
        failures = 0;
        while (!signal.aborted) await publishUntilLost(client);
      } catch (error) {
        if (signal.aborted) return;
        logger.warn({ err: error }, 'publishing was interrupted; trying again');
        await pause(backoff(failures, 100, 5_000), signal);
      } finally {
        if (signal.aborted && client) await lanes.leave(client).catch(() => {});
        await client?.end().catch(() => {});
      }
    }
  })();

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/**
 * One line for each parked row, and one for all rows that failed in the same way. An error is what a person has to mend: a
 * parked row, and a topology in which no queue is bound, which costs a row no attempt.
 */
function logSetbacks(logger: Logger, setbacks: Setback[]): void {
  const byFailure = Map.groupBy(setbacks, ({ row, error, parked }) =>
    JSON.stringify([row.routingKey, error, parked && row.id]),
  );
  for (const alike of byFailure.values()) {
    const { row, attempts, error, parked } = alike[0]!;
    const fields = { messageId: row.id, type: row.routingKey, error, messages: alike.length };
    if (parked) logger.error(fields, 'a message was parked: it could not be published');
    else logger[attempts === row.attempts ? 'error' : 'warn'](fields, 'messages could not be published and wait');
  }
}
