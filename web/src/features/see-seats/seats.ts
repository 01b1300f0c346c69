import { seatTexts } from './texts.ts';

/** An event's seats as the API answers them. */
export interface SeatCounts {
  readonly capacity: number | null;
  readonly seatsTaken: number | null;
  readonly seatsLeft: number | null;
  readonly waitlistLength: number | null;
}

/** How an event's seats stand; `few` is worth hurrying for. */
export interface SeatStanding {
  readonly kind: 'unknown' | 'unlimited' | 'free' | 'few' | 'sold-out';
  readonly text: string;
  /** Taken seats as a share of all, 0 to 1; null where there is nothing to fill. */
  readonly filled: number | null;
}

/** Fewer seats than this share of all of them, or than this many, are few. */
const fewShare = 0.1;
const fewSeats = 5;

/** Seats in words. `seatsTaken` null means that nobody could be asked; `capacity` null then says nothing. */
export function describeSeats({ capacity, seatsTaken, seatsLeft, waitlistLength }: SeatCounts): SeatStanding {
  if (seatsTaken === null) return { kind: 'unknown', text: seatTexts.unknown, filled: null };
  if (capacity === null) return { kind: 'unlimited', text: seatTexts.unlimited(seatsTaken), filled: null };
  const left = seatsLeft ?? Math.max(0, capacity - seatsTaken);
  const filled = capacity > 0 ? Math.min(1, seatsTaken / capacity) : 1;
  if (left === 0) return { kind: 'sold-out', text: seatTexts.soldOut(waitlistLength ?? 0), filled };
  const few = left <= fewSeats || left < capacity * fewShare;
  return { kind: few && seatsTaken > 0 ? 'few' : 'free', text: seatTexts.left(left, capacity), filled };
}
