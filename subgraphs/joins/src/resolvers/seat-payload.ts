import type { StoredJoin } from '../read/joins.ts';
import type { Refusal, SeatOutcome } from '../seats/seat-request.ts';

export type SeatPayload = { join: StoredJoin | null; event: { id: string } | null; userErrors: Refusal[] };

/** What a mutation about somebody's join answers with. */
export function seatPayload(givenId: string, outcome: SeatOutcome): SeatPayload {
  const eventId = givenId.toLowerCase();
  const event = { id: eventId };
  switch (outcome.kind) {
    case 'refused':
      return { join: outcome.join ?? null, event: outcome.eventExists ? event : null, userErrors: [outcome.refusal] };
    case 'event':
      return { join: null, event, userErrors: [] };
    case 'join': {
      const { join, waitlistPosition } = outcome;
      return { join: { ...join, eventId, ...(waitlistPosition && { waitlistPosition }) }, event, userErrors: [] };
    }
  }
}

/** What a mutation about the event as a whole answers with: the event only when it is as asked. */
export function eventPayload(givenId: string, outcome: SeatOutcome): Pick<SeatPayload, 'event' | 'userErrors'> {
  const { event, userErrors } = seatPayload(givenId, outcome);
  return { event: userErrors.length > 0 ? null : event, userErrors };
}
