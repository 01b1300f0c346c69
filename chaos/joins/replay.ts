import type { JoinMessage, Seats } from '@cityevents/messages/join';
import type { OrganizerActed } from '@cityevents/messages/organizer';

/** What joins tells of an event with a number of the event's own. */
export type Fact = JoinMessage | OrganizerActed;

/** An event as join_db has it. */
export interface StoredEvent {
  eventId: string;
  capacity: number | null;
  taken: number;
  waitlisted: number;
  sequence: number;
  joins: StoredJoin[];
}

/** A row of joins. */
export interface StoredJoin {
  joinId: string;
  userId: string;
  status: string;
  lineNumber: number;
}

interface Standing {
  joinId: string;
  joinedAt: string;
  status: 'CONFIRMED' | 'WAITLISTED' | 'CANCELLED' | 'CHECKED_IN';
  lineNumber: number;
}

/**
 * Tells the story of one event again from its facts, from the first on, and compares where it ends with what is stored:
 * if the facts and the tables say the same, no change was lost, done twice, or told without being done. On the way each
 * fact must be one that the rules allow: a seat is free for whoever gets it, the line is served in order, nobody waits
 * while a seat is free, and the counts that a fact tells are those it leads to.
 *
 * @param facts all of the event's, ordered by sequence.
 * @returns what doesn't fit, one text each.
 */
export function replay(stored: StoredEvent, facts: Fact[]): string[] {
  const story = new Story(stored.eventId);
  for (const fact of facts) story.tell(fact);
  story.end(stored);
  return story.violations;
}

class Story {
  readonly violations: string[] = [];
  readonly #eventId: string;
  readonly #people = new Map<string, Standing>();
  readonly #messageIds = new Set<string>();
  #seats: Seats = { capacity: null, taken: 0, waitlisted: 0 };
  #sequence = 0;

  constructor(eventId: string) {
    this.#eventId = eventId;
  }

  tell(fact: Fact): void {
    const { sequence } = fact;
    if (sequence !== this.#sequence + 1) this.#violation(`sequence ${sequence} follows ${this.#sequence}`);
    this.#sequence = sequence;
    if (this.#messageIds.has(fact.id)) this.#violation(`two facts have the message id ${fact.id}`);
    this.#messageIds.add(fact.id);
    // Who did it is for the event's log: what it changed is told beside it.
    if (fact.type !== 'organizer.acted.v1') this.#tellOfSeats(fact);
  }

  #tellOfSeats(fact: JoinMessage): void {
    const { type, sequence } = fact;
    switch (type) {
      case 'join.capacity-changed.v1':
        this.#seats = { ...this.#seats, capacity: fact.data.seats.capacity };
        break;
      case 'join.confirmed.v1':
        this.#mustHaveFreeSeat(fact);
        if (this.#seats.waitlisted > 0)
          this.#violation(`${type} at ${sequence} passes ${this.#seats.waitlisted} in line`);
        this.#seats.taken += 1;
        this.#admit(fact, 'CONFIRMED');
        break;
      case 'join.waitlisted.v1':
        if (this.#hasFreeSeat()) this.#violation(`${type} at ${sequence} while a seat is free`);
        this.#seats.waitlisted += 1;
        if (fact.data.position !== this.#seats.waitlisted) {
          this.#violation(`${type} at ${sequence} tells position ${fact.data.position} of ${this.#seats.waitlisted}`);
        }
        this.#admit(fact, 'WAITLISTED');
        break;
      case 'join.promoted.v1':
        this.#mustHaveFreeSeat(fact);
        this.#seats.taken += 1;
        this.#promote(fact);
        break;
      case 'join.cancelled.v1':
        this.#cancel(fact);
        break;
      case 'join.checked-in.v1':
        this.#mark(fact, 'CONFIRMED', 'CHECKED_IN');
        break;
      case 'join.check-in-undone.v1':
        this.#mark(fact, 'CHECKED_IN', 'CONFIRMED');
        break;
      default:
        this.#violation(`${(fact as JoinMessage).type} is a fact that replaying doesn't know`);
    }
    const told = fact.data.seats;
    if (describe(told) !== describe(this.#seats)) {
      this.#violation(`${type} at ${sequence} tells ${describe(told)}, and leads to ${describe(this.#seats)}`);
    }
  }

  end(stored: StoredEvent): void {
    if (stored.sequence !== this.#sequence) {
      this.#violation(`event_capacity is at sequence ${stored.sequence}, the last fact at ${this.#sequence}`);
    }
    if (describe(stored) !== describe(this.#seats)) {
      this.#violation(`event_capacity says ${describe(stored)}, the facts ${describe(this.#seats)}`);
    }
    if (this.#seats.waitlisted > 0 && this.#hasFreeSeat()) {
      this.#violation(`${this.#seats.waitlisted} wait while a seat is free`);
    }
    const rows = new Map<string, StoredJoin>();
    for (const row of stored.joins) {
      if (rows.has(row.userId)) this.#violation(`${row.userId} has two joins`);
      rows.set(row.userId, row);
    }
    for (const userId of new Set([...rows.keys(), ...this.#people.keys()])) {
      const [row, told] = [rows.get(userId), this.#people.get(userId)];
      const [inTable, inFacts] = [row, told].map((join) =>
        join ? `${join.status} as ${join.joinId}, number ${join.lineNumber}` : 'nothing',
      );
      if (inTable !== inFacts) this.#violation(`of ${userId} joins says ${inTable}, the facts ${inFacts}`);
    }
  }

  #admit({ type, sequence, data }: PersonalFact, status: 'CONFIRMED' | 'WAITLISTED'): void {
    const before = this.#people.get(data.userId);
    if (before && before.status !== 'CANCELLED') {
      this.#violation(`${type} at ${sequence}: ${data.userId} is ${before.status} already`);
    }
    if (before && before.joinId !== data.joinId) {
      this.#violation(`${type} at ${sequence}: ${data.userId} had join ${before.joinId}, now ${data.joinId}`);
    }
    this.#people.set(data.userId, { joinId: data.joinId, joinedAt: data.joinedAt, status, lineNumber: sequence });
  }

  #promote(fact: PersonalFact): void {
    this.#seats.waitlisted -= 1;
    const [head] = [...this.#people]
      .filter(([, { status }]) => status === 'WAITLISTED')
      .sort(([, a], [, b]) => a.lineNumber - b.lineNumber);
    const { userId } = fact.data;
    if (head?.[0] !== userId) {
      this.#violation(
        `${fact.type} at ${fact.sequence}: ${userId} is let in, first in line is ${head?.[0] ?? 'nobody'}`,
      );
    }
    this.#change(fact, 'CONFIRMED');
  }

  #cancel(fact: PersonalFact): void {
    const before = this.#people.get(fact.data.userId);
    if (before?.status === 'CONFIRMED') this.#seats.taken -= 1;
    else if (before?.status === 'WAITLISTED') this.#seats.waitlisted -= 1;
    else this.#violation(`${fact.type} at ${fact.sequence}: ${fact.data.userId} had neither seat nor place`);
    this.#change(fact, 'CANCELLED');
  }

  /** Marks a seat as taken by who came, or takes that back. */
  #mark(fact: PersonalFact, from: Standing['status'], to: Standing['status']): void {
    const before = this.#people.get(fact.data.userId)?.status ?? 'nothing';
    if (before !== from)
      this.#violation(`${fact.type} at ${fact.sequence}: ${fact.data.userId} is ${before}, not ${from}`);
    this.#change(fact, to);
  }

  /** Moves a join on that must be the one the person has. */
  #change({ type, sequence, data }: PersonalFact, status: Standing['status']): void {
    const before = this.#people.get(data.userId);
    if (before && (before.joinId !== data.joinId || before.joinedAt !== data.joinedAt)) {
      this.#violation(`${type} at ${sequence} is not about the join that ${data.userId} has`);
    }
    const { joinId, joinedAt } = data;
    this.#people.set(data.userId, { lineNumber: sequence, ...before, joinId, joinedAt, status });
  }

  #hasFreeSeat(): boolean {
    return this.#seats.capacity === null || this.#seats.taken < this.#seats.capacity;
  }

  #mustHaveFreeSeat({ type, sequence }: JoinMessage): void {
    if (!this.#hasFreeSeat()) this.#violation(`${type} at ${sequence} while no seat is free`);
  }

  #violation(text: string): void {
    this.violations.push(`event ${this.#eventId}: ${text}`);
  }
}

type PersonalFact = Exclude<JoinMessage, { type: 'join.capacity-changed.v1' }>;

function describe({ capacity, taken, waitlisted }: Seats): string {
  return `${taken} of ${capacity ?? 'unlimited'} taken, ${waitlisted} waiting`;
}
