import type { StoredJoin } from '../read/joins.ts';
import type { Refusal, SeatOutcome } from '../seats/seat-request.ts';

export type SeatPayload = { join: StoredJoin | null; event: { id: string } | null; userErrors: Refusal[] };

/** What a mutation that moves a seat answers with. */
export function seatPayload(givenId: string, outcome: SeatOutcome): SeatPayload {
  const eventId = givenId.toLowerCase();
  const event = { id: eventId };
  switch (outcome.kind) {
    case 'refused':
      return { join: null, event: outcome.eventExists ? event : null, userErrors: [outcome.refusal] };
    case 'capacity':
      return { join: null, event, userErrors: [] };
    case 'join': {
      const { join, waitlistPosition } = outcome;
      return { join: { ...join, eventId, ...(waitlistPosition && { waitlistPosition }) }, event, userErrors: [] };
    }
  }
}
