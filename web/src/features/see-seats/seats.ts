import { seatTexts } from './texts.ts';

/** An event's seats as the API answers them. */
export interface SeatCounts {
  readonly capacity: number | null;
  readonly seatsTaken: number | null;
  readonly seatsLeft: number | null;
  readonly waitlistLength: number | null;
  readonly waitlistLimit: number | null;
}

/** Whether one more could wait: not when as many do as may, nor when there is no waitlist at all (`none`). */
export type WaitlistRoom = 'open' | 'full' | 'none';

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

/** Whether an event's waitlist takes one more. A limit may be lower than what waits already: they keep their places. */
export function waitlistRoom({ waitlistLength, waitlistLimit }: SeatCounts): WaitlistRoom {
  const waiting = waitlistLength ?? 0;
  if (waitlistLimit === null || waiting < waitlistLimit) return 'open';
  return waiting > 0 ? 'full' : 'none';
}

/** Seats in words. `seatsTaken` null means that nobody could be asked; `capacity` null then says nothing. */
export function describeSeats(seats: SeatCounts): SeatStanding {
  const { capacity, seatsTaken, seatsLeft } = seats;
  if (seatsTaken === null) return { kind: 'unknown', text: seatTexts.unknown, filled: null };
  if (capacity === null) return { kind: 'unlimited', text: seatTexts.unlimited(seatsTaken), filled: null };
  const left = seatsLeft ?? Math.max(0, capacity - seatsTaken);
  const filled = capacity > 0 ? Math.min(1, seatsTaken / capacity) : 1;
  if (left === 0) return { kind: 'sold-out', text: soldOutText(seats), filled };
  const few = left <= fewSeats || left < capacity * fewShare;
  return { kind: few && seatsTaken > 0 ? 'few' : 'free', text: seatTexts.left(left, capacity), filled };
}

function soldOutText(seats: SeatCounts): string {
  const room = waitlistRoom(seats);
  if (room === 'none') return seatTexts.soldOutNoWaitlist;
  return room === 'full' ? seatTexts.soldOutWaitlistFull : seatTexts.soldOut(seats.waitlistLength ?? 0);
}
