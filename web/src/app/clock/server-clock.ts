import { type ClockOffset, likelyOffset, narrowOffset } from './clock-offset.ts';

let known: ClockOffset | null = null;

/** Learns from an answer to a request that was sent at `sent` on this computer's clock. */
export function learnServerTime(answer: Response, sent: number): void {
  const date = Date.parse(answer.headers.get('date') ?? '');
  if (!Number.isNaN(date)) known = narrowOffset(known, date, sent, Date.now());
}

/** The time on the server's clock, in milliseconds since 1970: what opens at a moment, opens by that one. */
export function serverNow(): number {
  return Date.now() + likelyOffset(known);
}
