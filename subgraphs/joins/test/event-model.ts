import type { SeatRequest } from '../src/seats/seat-request.ts';

/** An event's seats as one would explain them: a list of people who have one and a list of people in line. */
export class EventModel {
  #capacity: number | null;
  #waitlistLimit: number | null = null;
  #seated: string[] = [];
  /** Those of them who came. */
  readonly #came = new Set<string>();
  #line: string[] = [];
  /** Everyone who ever joined. */
  readonly #known = new Set<string>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Does what is asked by the organizer or by the person concerned; the result is the refusal's code, or null. */
  apply(request: SeatRequest): string | null {
    switch (request.kind) {
      case 'join':
        return this.#join(request.userId);
      case 'leave':
        return this.#leave(request.userId);
      case 'remove':
        return this.#leave(request.attendeeId);
      case 'checkIn':
        return this.#checkIn(request.attendeeId);
      case 'undoCheckIn':
        return this.#undoCheckIn(request.attendeeId);
      case 'forget':
        this.#leave(request.userId);
        this.#known.delete(request.userId);
        // Who came keeps their seat, as nobody.
        if (this.#came.delete(request.userId)) {
          this.#came.add(request.anonymousId);
          this.#seated = this.#seated.map((person) => (person === request.userId ? request.anonymousId : person));
        }
        return null;
      case 'setCapacity':
        if (request.capacity !== null && request.capacity < this.#seated.length) return 'BELOW_SEATS_TAKEN';
        this.#capacity = request.capacity;
        this.#fillSeats();
        return null;
      case 'setWaitlistLimit':
        this.#waitlistLimit = request.limit;
        return null;
    }
  }

  state() {
    return {
      capacity: this.#capacity,
      waitlistLimit: this.#waitlistLimit,
      taken: this.#seated.length,
      waitlisted: this.#line.length,
      seated: this.#seated.toSorted(),
      came: [...this.#came].toSorted(),
      line: this.#line,
    };
  }

  #join(person: string): string | null {
    if (this.#seated.includes(person) || this.#line.includes(person)) return null;
    if (this.#hasFreeSeat()) this.#seated.push(person);
    else if (this.#waitlistLimit === null || this.#line.length < this.#waitlistLimit) this.#line.push(person);
    else return 'WAITLIST_FULL';
    this.#known.add(person);
    return null;
  }

  #leave(person: string): string | null {
    if (!this.#known.has(person)) return 'NOT_JOINED';
    if (this.#came.has(person)) return 'ALREADY_CHECKED_IN';
    this.#seated = this.#seated.filter((other) => other !== person);
    this.#line = this.#line.filter((other) => other !== person);
    this.#fillSeats();
    return null;
  }

  #checkIn(person: string): string | null {
    const refusal = this.#hasNoSeat(person);
    if (refusal) return refusal;
    if (this.#came.has(person)) return 'ALREADY_CHECKED_IN';
    this.#came.add(person);
    return null;
  }

  #undoCheckIn(person: string): string | null {
    this.#came.delete(person);
    return this.#hasNoSeat(person);
  }

  #hasNoSeat(person: string): string | null {
    if (this.#line.includes(person)) return 'NO_SEAT';
    return this.#seated.includes(person) ? null : 'NOT_JOINED';
  }

  #fillSeats(): void {
    while (this.#line.length > 0 && this.#hasFreeSeat()) this.#seated.push(this.#line.shift()!);
  }

  #hasFreeSeat(): boolean {
    return this.#capacity === null || this.#seated.length < this.#capacity;
  }
}
