import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { Logger } from '@cityevents/service/logger';
import { decide, mostPromotions } from './decide.ts';
import { classifyFault } from './fault.ts';
import type { Ledger } from './ledger.ts';
import { lockCapacityTx, lockJoinsTx } from './lock.ts';
import type { CapacityRow, SeatOutcome, SeatRequest } from './seat-request.ts';
import { writeTx } from './write.ts';

/** Requests of one event that may wait in this process; beyond it the answer is BUSY at once. */
const MAX_QUEUE = 5_000;
/** Requests decided in one transaction: enough to make its cost small a request, few enough to hold the lock shortly. */
const MAX_BATCH = 500;
/** Tries of a batch that met a deadlock or a serialization failure. */
const MAX_TRIES = 3;
/** A batch's transaction ends by then, its wait for the lock included. */
const TRANSACTION_TIMEOUT_MS = 5_000;
const MAX_WAIT_FOR_CONNECTION_MS = 2_000;

type Waiting = { request: SeatRequest; answer: (outcome: SeatOutcome) => void; fail: (error: unknown) => void };

/** Told of each batch after its commit. */
type Committed = (capacity: CapacityRow) => void;

/**
 * Moves seats. Requests for one event that arrive while its transaction runs form the next batch: one transaction at a
 * time works on an event in this process, so a hot event pays for its lock once a batch and not once a join, and with
 * nothing going on a batch is a single request that waits for nobody. Several processes may work on one event; the
 * row lock keeps them apart.
 */
export class SeatEngine {
  readonly #database: JoinsDatabase;
  readonly #logger: Logger;
  readonly #committed: Committed;
  /** The events being worked on, each with who waits for the next batch. */
  readonly #queues = new Map<string, Waiting[]>();
  readonly #running = new Set<Promise<void>>();

  constructor(database: JoinsDatabase, logger: Logger, committed: Committed) {
    this.#database = database;
    this.#logger = logger;
    this.#committed = committed;
  }

  /** Has the request decided. Refusals are outcomes; it rejects only on a fault of ours. */
  submit(eventId: string, request: SeatRequest): Promise<SeatOutcome> {
    return new Promise((answer, fail) => {
      const waiting = { request, answer, fail };
      const queue = this.#queues.get(eventId);
      if (!queue) {
        const started = [waiting];
        this.#queues.set(eventId, started);
        const run = this.#work(eventId, started).finally(() => this.#running.delete(run));
        this.#running.add(run);
      } else if (queue.length < MAX_QUEUE) {
        queue.push(waiting);
      } else {
        answer(busy());
      }
    });
  }

  /** Resolves once everything submitted has been answered. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #work(eventId: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, MAX_BATCH);
      try {
        const outcomes = await this.#decideBatch(
          eventId,
          batch.map(({ request }) => request),
        );
        // Who came while the event could not be locked has waited as well: nobody waits for two timeouts.
        if (outcomes === 'busy') batch.push(...queue.splice(0));
        for (const [i, waiting] of batch.entries()) waiting.answer(outcomes === 'busy' ? busy() : outcomes[i]!);
      } catch (error) {
        for (const waiting of batch) waiting.fail(error);
      }
    }
    // No await stands between the queue found empty and this: nobody can have come in between.
    this.#queues.delete(eventId);
  }

  async #decideBatch(eventId: string, requests: SeatRequest[]): Promise<SeatOutcome[] | 'busy'> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { outcomes, ledger } = await this.#transaction(eventId, requests);
        if (ledger && ledger.facts.length > 0) this.#committed(ledger.capacity);
        return outcomes;
      } catch (error) {
        const verdict = classifyFault(error);
        if (verdict === 'fault') throw error;
        if (verdict === 'retry' && attempt < MAX_TRIES) continue;
        this.#logger.warn({ err: error, eventId, requests: requests.length }, 'answered BUSY');
        return 'busy';
      }
    }
  }

  #transaction(eventId: string, requests: SeatRequest[]): Promise<{ outcomes: SeatOutcome[]; ledger?: Ledger }> {
    return this.#database.$transaction(
      async (tx) => {
        const capacity = await lockCapacityTx(tx, eventId);
        if (!capacity) return { outcomes: requests.map(eventNotFound) };
        const userIds = [...new Set(requests.map((request) => request.userId))].sort();
        const joins = await lockJoinsTx(tx, eventId, userIds, mostPromotions(capacity, requests));
        const decision = decide(capacity, joins, requests);
        await writeTx(tx, decision.ledger);
        return decision;
      },
      { isolationLevel: 'ReadCommitted', maxWait: MAX_WAIT_FOR_CONNECTION_MS, timeout: TRANSACTION_TIMEOUT_MS },
    );
  }
}

function busy(): SeatOutcome {
  // Not "nothing was done": where a connection was lost after its COMMIT, it may have been. Asking again finds out.
  const message = 'There was no answer in time. Please try again in a moment: asking again is safe.';
  return { kind: 'refused', refusal: { code: 'BUSY', message, field: null, retryAfterSeconds: 1 }, eventExists: true };
}

/** There is no published event of this id. */
export function eventNotFound(): SeatOutcome {
  const refusal = { code: 'EVENT_NOT_FOUND', message: 'There is no such event.', field: ['input', 'eventId'] };
  return { kind: 'refused', refusal, eventExists: false };
}
