import type { CapacityConsequence, LimitConsequence } from './consequences.ts';
import { seatTexts } from './texts.ts';

const free = (count: number | null) => (count === null ? seatTexts.freeForAll : seatTexts.free(count));

/** What follows from another number of seats, in words. */
export function capacityLines(consequence: CapacityConsequence): string[] {
  switch (consequence.kind) {
    case 'none':
      return [];
    case 'refused':
      return [seatTexts.refused(consequence.least)];
    case 'promotes': {
      const { people, stillWaiting } = consequence;
      const rest = stillWaiting > 0 ? seatTexts.stillWaiting(stillWaiting) : free(consequence.free);
      return [seatTexts.promotes(people), rest];
    }
    case 'grows':
      return [free(consequence.free)];
    case 'shrinks':
      return [seatTexts.keepSeats, free(consequence.free)];
  }
}

/** What follows from another limit of the waitlist, in words. */
export function limitLines(consequence: LimitConsequence): string[] {
  switch (consequence.kind) {
    case 'none':
      return [];
    case 'lifted':
      return [seatTexts.lifted];
    case 'closed':
      return [seatTexts.closed, ...(consequence.waiting > 0 ? [seatTexts.keepPlaces(consequence.waiting)] : [])];
    case 'full':
      return [seatTexts.limitFull, seatTexts.keepPlaces(consequence.waiting)];
    case 'open':
      return [seatTexts.room(consequence.room)];
  }
}
