import type { JoinMessage } from '@cityevents/messages/join';
import type { OrganizerActed } from '@cityevents/messages/organizer';
import type { NewMessage } from '@cityevents/messaging/outbox';
import { type Role, roleOf } from '../rights.ts';
import type { CapacityRow, JoinRow, Staff } from './seat-request.ts';
import { blockOf } from './waitlist-block.ts';

type Told = JoinMessage | OrganizerActed;

/**
 * One event's seats while a batch is decided: what the locks let us read, changed request by request in memory, then
 * written at once. Every change goes through here, so that the counters, the rows and the facts can't disagree.
 */
export class Ledger {
  readonly capacity: CapacityRow;
  /** New or changed rows, to be written. */
  readonly changed = new Map<string, JoinRow>();
  /** Joins to be given to nobody: the id they get, and whose they were. */
  readonly anonymized = new Map<string, string>();
  readonly facts: NewMessage[] = [];
  /** Where the facts come from that are told now: the trace of the request in hand. */
  traceparent: string | null = null;
  /** How many were let in by capacities that grew. */
  grownBy = 0;
  /** By how many the number of those who wait changes, block by block of the line. */
  readonly lineChanges = new Map<bigint, number>();
  readonly #joins: Map<string, JoinRow>;
  readonly #staff: Staff;
  /** Who waits, first in line first: as many as the batch can possibly let in. */
  readonly #line: JoinRow[];

  constructor(capacity: CapacityRow, joins: JoinRow[], staff: Staff) {
    this.#staff = staff;
    this.capacity = { ...capacity };
    this.#joins = new Map(joins.map((join) => [join.userId, join]));
    this.#line = joins
      .filter((join) => join.status === 'WAITLISTED')
      .sort((a, b) => (a.lineNumber < b.lineNumber ? -1 : 1));
  }

  /** Every change comes with a fact that tells of it. */
  isChanged(): boolean {
    return this.facts.length > 0;
  }

  /** What the person may do here; null for who is no staff. */
  roleOf(userId: string): Role | null {
    return roleOf(this.capacity, userId, this.#staff.get(userId));
  }

  joinOf(userId: string): JoinRow | undefined {
    return this.#joins.get(userId);
  }

  hasFreeSeat(): boolean {
    return this.capacity.capacity === null || this.capacity.taken < this.capacity.capacity;
  }

  hasPlaceInLine(): boolean {
    const { waitlisted, waitlistLimit } = this.capacity;
    return waitlistLimit === null || waitlisted < waitlistLimit;
  }

  /** Gives the person a seat, or the last place in line when none is free. */
  admit(userId: string, newJoinId: () => string): JoinRow {
    const { now } = this.capacity;
    const status = this.hasFreeSeat() ? 'CONFIRMED' : 'WAITLISTED';
    const before = this.#joins.get(userId);
    const join: JoinRow = {
      id: before?.id ?? newJoinId(),
      eventId: this.capacity.eventId,
      userId,
      status,
      lineNumber: this.capacity.sequence + 1n,
      createdAt: now,
      checkedInAt: null,
      checkedInBy: null,
    };
    this.#put(join);
    if (before) this.capacity.cancelled -= 1;
    if (status === 'CONFIRMED') {
      this.capacity.taken += 1;
      this.#tell('join.confirmed.v1', this.#joinData(join));
    } else {
      this.#line.push(join);
      this.#countInLine(join, 1);
      this.#tell('join.waitlisted.v1', { ...this.#joinData(join), position: this.capacity.waitlisted });
    }
    return join;
  }

  /** Takes the person's seat or place in line back. */
  release(join: JoinRow, reason: 'LEFT' | 'REMOVED'): JoinRow {
    if (join.status === 'CONFIRMED') this.capacity.taken -= 1;
    else this.#countInLine(join, -1);
    this.capacity.cancelled += 1;
    const released: JoinRow = { ...join, status: 'CANCELLED' };
    this.#put(released);
    this.#tell('join.cancelled.v1', { ...this.#joinData(released), reason });
    return released;
  }

  /** Marks a seat as that of somebody who came; `by` is who let them in. */
  checkIn(join: JoinRow, by: string): JoinRow {
    const checkedIn: JoinRow = { ...join, status: 'CHECKED_IN', checkedInAt: this.capacity.now, checkedInBy: by };
    this.capacity.checkedIn += 1;
    this.#put(checkedIn);
    this.#tell('join.checked-in.v1', this.#joinData(checkedIn));
    return checkedIn;
  }

  undoCheckIn(join: JoinRow): JoinRow {
    const confirmed: JoinRow = { ...join, status: 'CONFIRMED', checkedInAt: null, checkedInBy: null };
    this.capacity.checkedIn -= 1;
    this.#put(confirmed);
    this.#tell('join.check-in-undone.v1', this.#joinData(confirmed));
    return confirmed;
  }

  /** Puts an id of nobody in the place of the person's; to them it is then as if they had never joined. */
  anonymize(join: JoinRow, anonymousId: string): void {
    this.#joins.delete(join.userId);
    this.changed.delete(join.userId);
    this.anonymized.set(anonymousId, join.userId);
    this.#put({ ...join, userId: anonymousId });
    this.#tell('join.anonymized.v1', { ...this.#joinData(join), anonymousId, status: join.status });
  }

  /** Makes it so many seats, and gives those that are new to the first in line; `promotions` says to how many. */
  grow(capacity: number | null, promotions: number): void {
    this.capacity.capacity = capacity;
    this.grownBy += promotions;
    this.#tellOfSeats();
    this.promote();
  }

  setWaitlistLimit(limit: number | null): void {
    this.capacity.waitlistLimit = limit;
    this.#tellOfSeats();
  }

  /** Tells of what an organizer did, for the event's log. Only of what changes something: see isChanged. */
  tellOfDeed(deed: Omit<OrganizerActed['data'], 'eventId'>): void {
    this.#tell('organizer.acted.v1', { eventId: this.capacity.eventId, ...deed });
  }

  /** Gives every free seat to the first in line. Called after whatever may have freed one: nobody waits while a seat is free. */
  promote(): void {
    while (this.hasFreeSeat()) {
      const next = this.#nextInLine();
      if (!next) return;
      this.capacity.taken += 1;
      this.#countInLine(next, -1);
      const promoted: JoinRow = { ...next, status: 'CONFIRMED' };
      this.#put(promoted);
      this.#tell('join.promoted.v1', this.#joinData(promoted));
    }
  }

  /**
   * Where those stand who went into the line in this batch and are still in it, by person. Nobody stands behind them but
   * each other, so no row has to be counted.
   */
  newPositions(): Map<string, number> {
    const newcomers = [...this.changed.values()].filter(({ status }) => status === 'WAITLISTED');
    newcomers.sort((a, b) => (a.lineNumber < b.lineNumber ? 1 : -1));
    return new Map(newcomers.map(({ userId }, behind) => [userId, this.capacity.waitlisted - behind]));
  }

  /** The line's head, skipping who left it or got a seat since it was read. */
  #nextInLine(): JoinRow | undefined {
    for (let head = this.#line.shift(); head; head = this.#line.shift()) {
      const current = this.#joins.get(head.userId);
      if (current?.status === 'WAITLISTED' && current.lineNumber === head.lineNumber) return current;
    }
    return undefined;
  }

  #countInLine({ lineNumber }: JoinRow, change: 1 | -1): void {
    const block = blockOf(lineNumber);
    this.capacity.waitlisted += change;
    this.lineChanges.set(block, (this.lineChanges.get(block) ?? 0) + change);
  }

  #put(join: JoinRow): void {
    this.#joins.set(join.userId, join);
    this.changed.set(join.userId, join);
  }

  #seats() {
    const { capacity, taken, waitlisted } = this.capacity;
    return { capacity, taken, waitlisted };
  }

  #tellOfSeats(): void {
    this.#tell('join.capacity-changed.v1', { eventId: this.capacity.eventId, seats: this.#seats() });
  }

  #joinData(join: JoinRow) {
    return {
      joinId: join.id,
      eventId: this.capacity.eventId,
      userId: join.userId,
      joinedAt: join.createdAt.toISOString(),
      seats: this.#seats(),
    };
  }

  /** Each fact takes the event's next sequence number: under the lock, so gapless and in commit order. */
  #tell<T extends Told['type']>(type: T, data: Extract<Told, { type: T }>['data']): void {
    this.capacity.sequence += 1n;
    this.facts.push({
      type,
      owner: 'joins',
      aggregateId: this.capacity.eventId,
      sequence: this.capacity.sequence,
      occurredAt: this.capacity.now,
      traceparent: this.traceparent,
      data,
    } as NewMessage);
  }
}
