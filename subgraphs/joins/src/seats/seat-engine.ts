import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { Logger } from '@cityevents/service/logger';
import { classifyFault } from './fault.ts';
import type { Ledger } from './ledger.ts';
import { answerWithoutLock, type Decision, moveSeats } from './move-seats.ts';
import { busy, eventNotFound } from './refusals.ts';
import type { CapacityRow, SeatOutcome, SeatRequest } from './seat-request.ts';

/** Requests of one event that may wait in this process, and of all events; beyond it the answer is BUSY at once. */
const MAX_QUEUE = 5_000;
const MAX_WAITING = 20_000;
/** Requests decided in one transaction: enough to make its cost small a request, few enough to hold the lock shortly. */
const MAX_BATCH = 500;
/** Transactions at a time. As many connections are all that the engine needs. */
export const MAX_TRANSACTIONS = 8;
/** Tries of a batch that met a deadlock or a serialization failure. */
const MAX_TRIES = 3;
/** Events remembered as still; forgetting one costs a lock more. */
const MAX_STILL = 10_000;

type Waiting = { request: SeatRequest; answer: (outcome: SeatOutcome) => void; fail: (error: unknown) => void };
/** Who is being served, by event. */
type Serving = Map<string, Waiting[]>;

/** Told of each event that a batch changed, after its commit. */
type Committed = (capacity: CapacityRow) => void;

/**
 * Moves seats. One transaction at a time works on an event in this process; requests for it that arrive meanwhile are
 * decided together in the next, so a hot event pays for its lock once a batch and not once a join. When all
 * transactions are taken, the next one to be free takes on every event that waits, so that many events at once share
 * their cost as well. With nothing going on a batch is a single request that waits for nobody. Several processes may
 * work on one event; the row lock keeps them apart.
 *
 * An event whose last batch changed nothing (sold out with its line full, not open yet, over) is looked at without a
 * lock first: a crowd that can't get in must not stand in the way of those who leave.
 */
export class SeatEngine {
  readonly #database: JoinsDatabase;
  readonly #logger: Logger;
  readonly #committed: Committed;
  /** Who waits for their event's next transaction; the event that waits longest comes first. */
  readonly #queues = new Map<string, Waiting[]>();
  /** Events that a transaction of ours is working on. */
  readonly #atWork = new Set<string>();
  /** Waiting events that somebody else was found to hold: they are waited for, each by itself. */
  readonly #held = new Set<string>();
  /** Events whose last batch changed nothing. A hint at what to try first, never a ground for a decision. */
  readonly #still = new Set<string>();
  readonly #transactions = new Set<Promise<void>>();
  #waiting = 0;

  constructor(database: JoinsDatabase, logger: Logger, committed: Committed) {
    this.#database = database;
    this.#logger = logger;
    this.#committed = committed;
  }

  /** Has the request decided. Refusals are outcomes; it rejects only on a fault of ours. */
  submit(eventId: string, request: SeatRequest): Promise<SeatOutcome> {
    return new Promise((answer, fail) => {
      const queued = this.#queues.get(eventId)?.length ?? 0;
      if (queued >= MAX_QUEUE || this.#waiting >= MAX_WAITING) return answer(busy());
      this.#enqueue(eventId, [{ request, answer, fail }]);
      this.#startTransactions();
    });
  }

  /** Resolves once everything submitted has been answered. */
  async idle(): Promise<void> {
    while (this.#transactions.size > 0) await Promise.all(this.#transactions);
  }

  #startTransactions(): void {
    while (this.#transactions.size < MAX_TRANSACTIONS) {
      const serving = this.#takeNext();
      if (serving.size === 0) return;
      const eventIds = [...serving.keys()];
      for (const eventId of eventIds) this.#atWork.add(eventId);
      const transaction = this.#serve(serving).finally(() => {
        this.#transactions.delete(transaction);
        for (const eventId of eventIds) this.#atWork.delete(eventId);
        this.#startTransactions();
      });
      this.#transactions.add(transaction);
    }
  }

  /** Takes from the queues whom the next transaction is to serve. */
  #takeNext(): Serving {
    const serving: Serving = new Map();
    let room = MAX_BATCH;
    for (const [eventId, queue] of this.#queues) {
      if (room === 0) break;
      if (this.#atWork.has(eventId)) continue;
      const isHeld = this.#held.has(eventId);
      if (isHeld && serving.size > 0) continue;
      const taken = queue.splice(0, room);
      if (queue.length === 0) this.#queues.delete(eventId);
      serving.set(eventId, taken);
      room -= taken.length;
      this.#waiting -= taken.length;
      if (isHeld) {
        this.#held.delete(eventId);
        break;
      }
    }
    return serving;
  }

  #enqueue(eventId: string, waiting: Waiting[]): void {
    this.#waiting += waiting.length;
    const queue = this.#queues.get(eventId);
    if (queue) queue.push(...waiting);
    else this.#queues.set(eventId, waiting);
  }

  /** Answers everyone, whatever happens. */
  async #serve(serving: Serving): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#look(serving);
        if (serving.size > 0) await this.#move(serving);
        return;
      } catch (error) {
        const verdict = classifyFault(error);
        if (verdict === 'fault') return this.#serveHalves(serving, error);
        if (verdict === 'retry' && attempt < MAX_TRIES) continue;
        return this.#answerBusy(serving, error);
      }
    }
  }

  /** Answers those at still events whom an unlocked read can answer; `serving` keeps the others. */
  async #look(serving: Serving): Promise<void> {
    const still = new Map([...serving].filter(([eventId]) => this.#still.has(eventId)));
    if (still.size === 0) return;
    for (const decision of await answerWithoutLock(this.#database, requestsOf(still))) {
      this.#answer(serving, decision);
    }
  }

  async #move(serving: Serving): Promise<void> {
    const isAlone = serving.size === 1;
    for (const decision of await moveSeats(this.#database, requestsOf(serving))) {
      this.#remember(decision.ledger);
      this.#answer(serving, decision);
    }
    for (const [eventId, waiting] of serving) {
      if (isAlone) for (const { answer } of waiting) answer(eventNotFound());
      else this.#hold(eventId, waiting);
    }
  }

  #answer(serving: Serving, { outcomes, ledger }: Decision): void {
    const { eventId } = ledger.capacity;
    const waiting = serving.get(eventId) ?? [];
    serving.delete(eventId);
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.kind === 'unfinished') this.#enqueue(eventId, [waiting[i]!]);
      else waiting[i]!.answer(outcome);
    }
  }

  #remember(ledger: Ledger): void {
    const { eventId } = ledger.capacity;
    this.#still.delete(eventId);
    if (ledger.isChanged()) {
      this.#committed(ledger.capacity);
      return;
    }
    // Oldest first out: a Set keeps the order in which its members came.
    if (this.#still.size >= MAX_STILL) this.#still.delete(this.#still.values().next().value ?? '');
    this.#still.add(eventId);
  }

  /** Puts those back, before whoever came meanwhile, whose event is held by somebody else or not known. */
  #hold(eventId: string, waiting: Waiting[]): void {
    const later = this.#queues.get(eventId) ?? [];
    this.#queues.set(eventId, [...waiting, ...later]);
    this.#waiting += waiting.length;
    this.#held.add(eventId);
  }

  /** One request may have spoilt it for all: the halves are tried by themselves, until it is alone. */
  async #serveHalves(serving: Serving, error: unknown): Promise<void> {
    const all = [...serving].flatMap(([eventId, waiting]) => waiting.map((each) => ({ eventId, each })));
    const middle = all.length >> 1;
    if (middle === 0) return all[0]?.each.fail(error);
    for (const half of [all.slice(0, middle), all.slice(middle)]) {
      const events = Map.groupBy(half, ({ eventId }) => eventId);
      await this.#serve(new Map([...events].map(([eventId, entries]) => [eventId, entries.map(({ each }) => each)])));
    }
  }

  #answerBusy(serving: Serving, error: unknown): void {
    this.#logger.warn({ err: error, events: [...serving.keys()] }, 'answered BUSY');
    for (const [eventId, waiting] of serving) {
      // Who came while the event could not be locked has waited as well: nobody waits for two timeouts.
      const later = this.#queues.get(eventId) ?? [];
      this.#queues.delete(eventId);
      this.#waiting -= later.length;
      for (const { answer } of [...waiting, ...later]) answer(busy());
    }
  }
}

function requestsOf(serving: Serving): Map<string, SeatRequest[]> {
  return new Map([...serving].map(([eventId, waiting]) => [eventId, waiting.map(({ request }) => request)]));
}
