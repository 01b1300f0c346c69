import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { Logger } from '@cityevents/service/logger';
import type { Redis } from 'ioredis';

/** How full an event is. */
export type Seats = { capacity: number | null; taken: number; waitlisted: number; waitlistLimit: number | null };
/** The same, as of the event's `sequence`. */
export type CountedSeats = Seats & { eventId: string; sequence: bigint };

/** Only a newer state replaces an older one, whichever process writes last. */
const PUT_IF_NEWER = `
  local known = redis.call('HGET', KEYS[1], 'sequence')
  if known and tonumber(known) >= tonumber(ARGV[1]) then return 0 end
  redis.call('HSET', KEYS[1], 'sequence', ARGV[1], 'seats', ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return 1`;

/**
 * How old an answer may be: what expires is read from the database again, once for all who ask. So a write that Redis
 * missed is made good by then, and an event that nobody moves costs one query a second while it is looked at.
 */
const TTL_MS = 1_000;

/**
 * How full events are, for everyone who looks: answered from Redis, where the seat engine writes after each commit, and
 * from the database when Redis doesn't know. Never used for a decision.
 */
export class LiveSeats {
  readonly #redis: Redis;
  readonly #database: JoinsDatabase;
  readonly #logger: Logger;
  /** Reads of the database under way, shared by all who ask meanwhile. */
  readonly #reading = new Map<string, Promise<Seats | null>>();

  constructor(redis: Redis, database: JoinsDatabase, logger: Logger) {
    this.#redis = redis;
    this.#database = database;
    this.#logger = logger;
  }

  /** Tells everyone the event's seats. Not waited for: a failure costs freshness only. */
  put({ eventId, sequence, capacity, taken, waitlisted, waitlistLimit }: CountedSeats): void {
    const value = JSON.stringify({ capacity, taken, waitlisted, waitlistLimit } satisfies Seats);
    this.#redis
      .eval(PUT_IF_NEWER, 1, key(eventId), String(sequence), value, String(TTL_MS))
      .catch((error: unknown) => this.#logger.debug({ err: error }, 'live seats were not written'));
  }

  /** In the order asked; null for an event not known here. */
  async get(eventIds: readonly string[]): Promise<(Seats | null)[]> {
    const cached = await this.#cached(eventIds);
    return Promise.all(eventIds.map((eventId, i) => cached[i] ?? this.#read(eventId)));
  }

  async #cached(eventIds: readonly string[]): Promise<(Seats | null)[]> {
    try {
      // The client sends what is asked for in one turn together, in its order: after what was put before. A pipeline of our
      // own would overtake that, and tell somebody who has just joined the number without them.
      const values = await Promise.all(eventIds.map((eventId) => this.#redis.hget(key(eventId), 'seats')));
      return values.map((value) => (value === null ? null : JSON.parse(value)));
    } catch (error) {
      this.#logger.debug({ err: error }, 'live seats were not read');
      return eventIds.map(() => null);
    }
  }

  #read(eventId: string): Promise<Seats | null> {
    let reading = this.#reading.get(eventId);
    if (!reading) {
      reading = this.#database.eventCapacity
        // Prisma makes one query of those that are asked for in one turn.
        .findUnique({ where: { eventId } })
        .then((row) => {
          if (row) this.put(row);
          return row;
        })
        .finally(() => this.#reading.delete(eventId));
      this.#reading.set(eventId, reading);
    }
    return reading;
  }
}

/** The hash tag keeps an event's keys in one slot of a Redis cluster. */
const key = (eventId: string) => `seats:{${eventId}}`;
