import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { Logger } from '@cityevents/service/logger';
import { currentTraceparent } from '@cityevents/telemetry/trace-context';
import { inBatchSpan } from './batch-span.ts';
import { classifyFault } from './fault.ts';
import type { Ledger } from './ledger.ts';
import { answerWithoutLock, type Decision, type Moved, moveSeats, moveSeatsPatiently } from './move-seats.ts';
import { busy, eventNotFound } from './refusals.ts';
import { SeatQueues, type Serving, type Waiting } from './seat-queues.ts';
import type { CapacityRow, SeatOutcome, SeatRequest } from './seat-request.ts';

/** Transactions at a time. As many connections are all that the engine needs. */
export const MAX_TRANSACTIONS = 8;
/** How many of them may wait for an event that somebody else holds. */
export const MAX_PATIENT = 4;
/** Tries of a batch that met a deadlock or a serialization failure. */
const MAX_TRIES = 3;
/** Events remembered as still; forgetting one costs a lock more. */
const MAX_STILL = 10_000;
/** A failure that took longer was one of waiting. */
const SLOW_MS = 1_000;

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
  readonly #queues = new SeatQueues();
  readonly #transactions = new Set<Promise<void>>();
  #patient = 0;
  /** Events whose last batch changed nothing. A hint at what to try first, never a ground for a decision. */
  readonly #still = new Set<string>();

  constructor(database: JoinsDatabase, logger: Logger, committed: Committed) {
    this.#database = database;
    this.#logger = logger;
    this.#committed = committed;
  }

  /** Has the request decided. Refusals are outcomes; it rejects only on a fault of ours. */
  submit(eventId: string, request: SeatRequest): Promise<SeatOutcome> {
    return new Promise((answer, fail) => {
      const traced = { ...request, traceparent: currentTraceparent() };
      if (!this.#queues.add(eventId, { request: traced, answer, fail, since: performance.now() }))
        return answer(busy());
      this.#startTransactions();
    });
  }

  /** Resolves once everything submitted has been answered. */
  async idle(): Promise<void> {
    while (this.#transactions.size > 0) await Promise.all(this.#transactions);
  }

  #startTransactions(): void {
    while (this.#transactions.size < MAX_TRANSACTIONS) {
      const serving = this.#queues.take(this.#patient < MAX_PATIENT);
      if (!serving) return;
      if (serving.isPatient) this.#patient += 1;
      const eventIds = [...serving.events.keys()];
      const transaction = inBatchSpan(serving, () => this.#serve(serving)).finally(() => {
        this.#transactions.delete(transaction);
        if (serving.isPatient) this.#patient -= 1;
        this.#queues.release(eventIds);
        this.#startTransactions();
      });
      this.#transactions.add(transaction);
    }
  }

  /** Answers everyone or puts them back, whatever happens. */
  async #serve(serving: Serving): Promise<void> {
    const started = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#look(serving);
        if (serving.events.size > 0) await this.#move(serving);
        return;
      } catch (error) {
        const verdict = classifyFault(error);
        if (verdict === 'fault') return failAll(serving, error);
        if (verdict === 'request') return this.#serveHalves(serving, error);
        if (verdict === 'retry' && attempt < MAX_TRIES) continue;
        this.#logger.warn({ err: error, events: [...serving.events.keys()] }, 'answered BUSY');
        return this.#answerBusy(serving, performance.now() - started);
      }
    }
  }

  /** Answers those at still events whom an unlocked read can answer; `serving` keeps the others. */
  async #look(serving: Serving): Promise<void> {
    const still = new Map([...serving.events].filter(([eventId]) => this.#still.has(eventId)));
    if (still.size === 0) return;
    const decisions = await answerWithoutLock(this.#database, requestsOf(still));
    for (const decision of decisions) this.#answer(serving, decision);
  }

  async #move(serving: Serving): Promise<void> {
    const { decisions, held } = await this.#transaction(serving);
    for (const decision of decisions) {
      this.#remember(decision.ledger);
      this.#answer(serving, decision);
    }
    for (const eventId of held) {
      this.#queues.putBack(eventId, serving.events.get(eventId) ?? [], 'held');
      serving.events.delete(eventId);
    }
    for (const { answer } of [...serving.events.values()].flat()) answer(eventNotFound());
  }

  #transaction({ events, isPatient }: Serving): Promise<Moved> {
    const batch = requestsOf(events);
    const [first] = batch;
    return isPatient && first ? moveSeatsPatiently(this.#database, ...first) : moveSeats(this.#database, batch);
  }

  #answer(serving: Serving, { outcomes, ledger }: Decision): void {
    const { eventId } = ledger.capacity;
    const waiting = serving.events.get(eventId) ?? [];
    serving.events.delete(eventId);
    const unfinished: Waiting[] = [];
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.kind === 'unfinished') unfinished.push({ ...waiting[i]!, request: outcome.rest });
      else waiting[i]!.answer(outcome);
    }
    // Before whoever came meanwhile: what they ask for must not be undone by what came before them.
    if (unfinished.length > 0) this.#queues.putBack(eventId, unfinished, 'free');
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

  /** One request has spoilt it for all: the halves are tried by themselves, until it is alone. */
  async #serveHalves({ events, isPatient }: Serving, error: unknown): Promise<void> {
    // Events are kept whole as long as there are several: of one that is held, nobody may overtake another.
    const [only] = events.size === 1 ? events : [];
    const parts: [string, Waiting[]][] = only ? only[1].map((waiting) => [only[0], [waiting]]) : [...events];
    const middle = parts.length >> 1;
    if (middle === 0) return failAll({ events, isPatient }, error);
    for (const half of [parts.slice(0, middle), parts.slice(middle)]) {
      const byEvent = Map.groupBy(half, ([eventId]) => eventId);
      const together = [...byEvent].map(([eventId, own]) => [eventId, own.flatMap(([, waiting]) => waiting)] as const);
      await this.#serve({ events: new Map(together), isPatient: isPatient || only !== undefined });
    }
  }

  #answerBusy({ events }: Serving, tookMs: number): void {
    for (const [eventId, waiting] of events) {
      // Who came while it took so long has waited as well: nobody waits for two timeouts.
      const later = tookMs > SLOW_MS ? this.#queues.empty(eventId) : [];
      for (const { answer } of [...waiting, ...later]) answer(busy());
    }
  }
}

function failAll({ events }: Serving, error: unknown): void {
  for (const { fail } of [...events.values()].flat()) fail(error);
}

function requestsOf(events: Serving['events']): Map<string, SeatRequest[]> {
  return new Map([...events].map(([eventId, waiting]) => [eventId, waiting.map(({ request }) => request)]));
}
