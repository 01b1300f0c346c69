import { busy } from './refusals.ts';
import type { SeatOutcome, SeatRequest } from './seat-request.ts';

/** Requests of one event that may wait, and of all events. */
const MAX_QUEUE = 5_000;
const MAX_WAITING = 20_000;
/** Requests decided in one transaction: enough to make its cost small a request, few enough to hold the lock shortly. */
const MAX_BATCH = 500;
/** How often in a row an event must be found held by somebody else before a transaction of its own waits for it. */
const TIMES_HELD = 2;
/** How long somebody may wait for an event that is held until a transaction can wait for it. */
const MAX_WAIT_MS = 2_000;

/** Somebody whose request is not answered yet. */
export type Waiting = {
  request: SeatRequest;
  answer: (outcome: SeatOutcome) => void;
  fail: (error: unknown) => void;
  /** When it came, by performance.now(). */
  since: number;
};

/** Whom one transaction serves, by event. A patient one has a single event, and waits for whoever holds that. */
export type Serving = { events: Map<string, Waiting[]>; isPatient: boolean };

/** Who waits for which event's next transaction, those of one event in the order they came. */
export class SeatQueues {
  /** The event whose turn is next comes first. */
  readonly #queues = new Map<string, Waiting[]>();
  /** Events that a transaction is working on. */
  readonly #atWork = new Set<string>();
  /** How often in a row a waiting event was found held by somebody else. */
  readonly #timesHeld = new Map<string, number>();
  #size = 0;

  /** False when there is no room. */
  add(eventId: string, waiting: Waiting): boolean {
    const queue = this.#queues.get(eventId);
    if (this.#size >= MAX_WAITING || (queue && queue.length >= MAX_QUEUE)) return false;
    this.#size += 1;
    if (queue) queue.push(waiting);
    else this.#queues.set(eventId, [waiting]);
    return true;
  }

  /** Puts those back, before whoever came meanwhile, whose event is held by somebody else, or not done with. */
  putBack(eventId: string, waiting: Waiting[], why: 'held' | 'free'): void {
    this.#size += waiting.length;
    this.#queues.set(eventId, [...waiting, ...(this.#queues.get(eventId) ?? [])]);
    if (why === 'held') this.#timesHeld.set(eventId, (this.#timesHeld.get(eventId) ?? 0) + 1);
    else this.#timesHeld.delete(eventId);
  }

  /** Takes everyone who waits for the event. */
  empty(eventId: string): Waiting[] {
    return this.#takeFrom(eventId, this.#queues.get(eventId) ?? [], Number.POSITIVE_INFINITY);
  }

  /** Whom the next transaction is to serve; their events are at work until released. Null when there is nobody. */
  take(mayBePatient: boolean): Serving | null {
    const events = new Map<string, Waiting[]>();
    let room = MAX_BATCH;
    for (const [eventId, queue] of [...this.#queues]) {
      if (room === 0) break;
      if (this.#atWork.has(eventId)) continue;
      const isHeld = (this.#timesHeld.get(eventId) ?? 0) >= TIMES_HELD;
      if (isHeld) this.#giveUp(eventId, queue);
      if (queue.length === 0 || (isHeld && (events.size > 0 || !mayBePatient))) continue;
      const taken = this.#takeFrom(eventId, queue, room);
      events.set(eventId, taken);
      this.#atWork.add(eventId);
      room -= taken.length;
      if (isHeld) return { events, isPatient: true };
    }
    return events.size > 0 ? { events, isPatient: false } : null;
  }

  release(eventIds: string[]): void {
    for (const eventId of eventIds) {
      this.#atWork.delete(eventId);
      // While somebody waits it is remembered: who contends for an event now will do so in a moment.
      if (!this.#queues.has(eventId)) this.#timesHeld.delete(eventId);
    }
  }

  /** What is left of the queue goes to the end of the line of events: a hot one must not have every turn. */
  #takeFrom(eventId: string, queue: Waiting[], most: number): Waiting[] {
    const taken = queue.splice(0, most);
    this.#size -= taken.length;
    this.#queues.delete(eventId);
    if (queue.length > 0) this.#queues.set(eventId, queue);
    return taken;
  }

  /** Whoever has waited long enough for an event that is held is told so. */
  #giveUp(eventId: string, queue: Waiting[]): void {
    const now = performance.now();
    const late = queue.findLastIndex(({ since }) => now - since >= MAX_WAIT_MS) + 1;
    if (late > 0) for (const { answer } of this.#takeFrom(eventId, queue, late)) answer(busy());
  }
}
