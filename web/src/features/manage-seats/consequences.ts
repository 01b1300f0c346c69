/** How an event's seats stand. */
export interface Seats {
  /** Null: unlimited. */
  readonly capacity: number | null;
  readonly seatsTaken: number;
  readonly waitlistLength: number;
}

/** What follows from another number of seats. */
export type CapacityConsequence =
  | { readonly kind: 'none' }
  /** Nobody loses a seat that way: fewer than are taken is refused. */
  | { readonly kind: 'refused'; readonly least: number }
  /** So many who wait get a seat at once, so many go on waiting, and so many seats are free then (null: no end of them). */
  | { readonly kind: 'promotes'; readonly people: number; readonly stillWaiting: number; readonly free: number | null }
  | { readonly kind: 'grows'; readonly free: number | null }
  | { readonly kind: 'shrinks'; readonly free: number };

/** What setting the capacity to `next` (null: unlimited) would do. The rules are those of the API's setCapacity. */
export function capacityConsequence(
  { capacity, seatsTaken, waitlistLength }: Seats,
  next: number | null,
): CapacityConsequence {
  if (next === capacity) return { kind: 'none' };
  if (next !== null && next < seatsTaken) return { kind: 'refused', least: seatsTaken };
  const free = next === null ? null : next - seatsTaken;
  const people = free === null ? waitlistLength : Math.min(free, waitlistLength);
  if (people > 0) {
    return {
      kind: 'promotes',
      people,
      stillWaiting: waitlistLength - people,
      free: free === null ? null : free - people,
    };
  }
  const grows = next === null || (capacity !== null && next > capacity);
  return grows ? { kind: 'grows', free } : { kind: 'shrinks', free: free! };
}

/** What follows from another limit of the waitlist. */
export type LimitConsequence =
  | { readonly kind: 'none' }
  | { readonly kind: 'lifted' }
  /** From then on nobody new may wait; so many who do keep their places. */
  | { readonly kind: 'closed'; readonly waiting: number }
  | { readonly kind: 'full'; readonly waiting: number }
  | { readonly kind: 'open'; readonly room: number };

/** What setting the waitlist's limit to `next` (null: none) would do. Nobody who waits is ever sent away. */
export function limitConsequence(
  current: number | null,
  waitlistLength: number,
  next: number | null,
): LimitConsequence {
  if (next === current) return { kind: 'none' };
  if (next === null) return { kind: 'lifted' };
  if (next === 0) return { kind: 'closed', waiting: waitlistLength };
  if (waitlistLength >= next) return { kind: 'full', waiting: waitlistLength };
  return { kind: 'open', room: next - waitlistLength };
}

/** A typed number of people: null for nothing (no limit), undefined for what is no whole number of its range. */
export function readLimit(text: string, least: number): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  const number = Number(typed);
  return /^\d{1,7}$/.test(typed) && number >= least && number <= 1_000_000 ? number : undefined;
}
