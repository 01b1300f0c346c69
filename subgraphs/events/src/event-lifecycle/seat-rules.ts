import type { Event } from '@cityevents/prisma/events';
import type { EventFields } from '../event-input/event-fields.ts';

/**
 * A field that rules an event's seats. It is the event's own while that is a draft; publishing hands it over to the
 * joins subgraph, and the value that stays here is the one it opened with.
 */
export type SeatRule = 'capacity' | 'waitlistLimit';

/** What each is called, and the mutation of the joins subgraph that changes it once it is handed over. */
export const seatRules: { [Name in SeatRule]: { called: string; changedBy: string } } = {
  capacity: { called: 'capacity', changedBy: 'setCapacity' },
  waitlistLimit: { called: 'waitlist limit', changedBy: 'setWaitlistLimit' },
};

/** Whether the rules of the event's seats are still fields of the draft. */
export function ownsSeatRules(event: Pick<Event, 'state'>): boolean {
  return event.state === 'DRAFT';
}

/** Those of the fields that are joins' to change, not ours: none of a draft's. */
export function handedOver(event: Pick<Event, 'state'>, fields: Partial<EventFields>): SeatRule[] {
  if (ownsSeatRules(event)) return [];
  return (Object.keys(seatRules) as SeatRule[]).filter((name) => name in fields);
}
