import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { Logger } from '@cityevents/service/logger';
import { classifyFault } from './fault.ts';
import { answerWithoutLock, moveSeats } from './move-seats.ts';
import { busy, eventNotFound } from './refusals.ts';
import type { CapacityRow, Decided, SeatOutcome, SeatRequest } from './seat-request.ts';

/** Requests of one event that may wait in this process, and of all events; beyond it the answer is BUSY at once. */
const MAX_QUEUE = 5_000;
const MAX_WAITING = 20_000;
/** Requests decided in one transaction: enough to make its cost small a request, few enough to hold the lock shortly. */
const MAX_BATCH = 500;
/** Tries of a batch that met a deadlock or a serialization failure. */
const MAX_TRIES = 3;
/** Events remembered as still; forgetting one costs a lock more. */
const MAX_STILL = 10_000;

type Waiting = { request: SeatRequest; answer: (outcome: SeatOutcome) => void; fail: (error: unknown) => void };

/** Told of each batch that changed something, after its commit. */
type Committed = (capacity: CapacityRow) => void;

/**
 * Moves seats. Requests for one event that arrive while its transaction runs form the next batch: one transaction at a
 * time works on an event in this process, so a hot event pays for its lock once a batch and not once a join, and with
 * nothing going on a batch is a single request that waits for nobody. Several processes may work on one event; the
 * row lock keeps them apart.
 *
 * An event whose last batch changed nothing (sold out with its line full, not open yet, over) is looked at without a
 * lock first: a crowd that can't get in must not stand in the way of those who leave.
 */
export class SeatEngine {
  readonly #database: JoinsDatabase;
  readonly #logger: Logger;
  readonly #committed: Committed;
  /** The events being worked on, each with who waits for the next batch. */
  readonly #queues = new Map<string, Waiting[]>();
  readonly #running = new Set<Promise<void>>();
  /** Events whose last batch changed nothing. A hint at what to try first, never a ground for a decision. */
  readonly #still = new Set<string>();
  #waiting = 0;

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
      if (this.#waiting >= MAX_WAITING || (queue && queue.length >= MAX_QUEUE)) return answer(busy());
      this.#waiting += 1;
      if (queue) {
        queue.push(waiting);
        return;
      }
      const started = [waiting];
      this.#queues.set(eventId, started);
      const run = this.#work(eventId, started).finally(() => this.#running.delete(run));
      this.#running.add(run);
    });
  }

  /** Resolves once everything submitted has been answered. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #work(eventId: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, MAX_BATCH);
      this.#waiting -= batch.length;
      await this.#answer(eventId, batch, queue);
    }
    // No await stands between the queue found empty and this: nobody can have come in between.
    this.#queues.delete(eventId);
  }

  async #answer(eventId: string, batch: Waiting[], queue: Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#decide(
        eventId,
        batch.map(({ request }) => request),
      );
      if (outcomes === 'busy') {
        // Who came while the event could not be locked has waited as well: nobody waits for two timeouts.
        this.#waiting -= queue.length;
        for (const { answer } of [...batch, ...queue.splice(0)]) answer(busy());
        return;
      }
      for (const [i, waiting] of batch.entries()) {
        const outcome = outcomes[i]!;
        if (outcome.kind !== 'unfinished') waiting.answer(outcome);
        else {
          queue.push(waiting);
          this.#waiting += 1;
        }
      }
    } catch (error) {
      // One request may have spoilt it for all: the halves are tried by themselves, until it is alone.
      const middle = batch.length >> 1;
      if (middle === 0) return batch[0]!.fail(error);
      await this.#answer(eventId, batch.slice(0, middle), queue);
      await this.#answer(eventId, batch.slice(middle), queue);
    }
  }

  async #decide(eventId: string, requests: SeatRequest[]): Promise<Decided[] | 'busy'> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const unmoved = this.#still.has(eventId) && (await answerWithoutLock(this.#database, eventId, requests));
        return unmoved || (await this.#move(eventId, requests));
      } catch (error) {
        const verdict = classifyFault(error);
        if (verdict === 'fault') throw error;
        if (verdict === 'retry' && attempt < MAX_TRIES) continue;
        this.#logger.warn({ err: error, eventId, requests: requests.length }, 'answered BUSY');
        return 'busy';
      }
    }
  }

  async #move(eventId: string, requests: SeatRequest[]): Promise<Decided[]> {
    const moved = await moveSeats(this.#database, eventId, requests);
    if (!moved) return requests.map(eventNotFound);
    if (moved.changed) {
      this.#still.delete(eventId);
      this.#committed(moved.changed);
    } else {
      // Oldest first out: a Set keeps the order in which its members came.
      if (this.#still.size >= MAX_STILL) this.#still.delete(this.#still.values().next().value ?? '');
      this.#still.add(eventId);
    }
    return moved.outcomes;
  }
}
