import { setTimeout as delay } from 'node:timers/promises';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { readId } from '../read/read-id.ts';
import { eventNotFound } from './refusals.ts';
import type { SeatEngine } from './seat-engine.ts';
import type { SeatOutcome, SeatRequest } from './seat-request.ts';

/** How long the news of an event that was just published may be on its way to us. */
const NEWS_MS = 2_000;
const POLL_MS = 50;
/** Requests that may wait for news at a time; made-up ids must not pile up. */
const MAX_WAITING = 100;

/**
 * Takes requests for events by their ids as clients give them. Who publishes an event and joins it at once may be faster
 * than the message that tells us of it: for an event we don't know we wait a moment before we say so.
 */
export class SeatDesk {
  readonly #engine: SeatEngine;
  readonly #database: JoinsDatabase;
  #waiting = 0;

  constructor(engine: SeatEngine, database: JoinsDatabase) {
    this.#engine = engine;
    this.#database = database;
  }

  async submit(givenId: string, request: SeatRequest): Promise<SeatOutcome> {
    const eventId = readId(givenId);
    if (eventId === null) return eventNotFound();
    const outcome = await this.#engine.submit(eventId, request);
    const isUnknown = outcome.kind === 'refused' && !outcome.eventExists;
    return isUnknown && (await this.#hearsOf(eventId)) ? this.#engine.submit(eventId, request) : outcome;
  }

  async #hearsOf(eventId: string): Promise<boolean> {
    if (this.#waiting >= MAX_WAITING) return false;
    this.#waiting += 1;
    try {
      for (let waited = 0; waited < NEWS_MS; waited += POLL_MS) {
        await delay(POLL_MS);
        if ((await this.#database.eventCapacity.count({ where: { eventId } })) > 0) return true;
      }
      return false;
    } finally {
      this.#waiting -= 1;
    }
  }
}
