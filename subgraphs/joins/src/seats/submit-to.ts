import { isUuid } from '../read/is-uuid.ts';
import { eventNotFound, type SeatEngine } from './seat-engine.ts';
import type { SeatOutcome, SeatRequest } from './seat-request.ts';

/** Has a request decided, for an event id as a client gave it. */
export async function submitTo(engine: SeatEngine, eventId: string, request: SeatRequest): Promise<SeatOutcome> {
  return isUuid(eventId) ? engine.submit(eventId.toLowerCase(), request) : eventNotFound();
}
