import { isDeepStrictEqual } from 'node:util';
import type { Event } from '@cityevents/prisma/events';
import type { EventFields } from '../event-input/event-fields.ts';

/** Those of the wanted fields that differ from what the event has; null when none does. */
export function changesTo(event: Event, wanted: Partial<EventFields>): Partial<EventFields> | null {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(value, event[name as keyof EventFields]),
  );
  return changed.length === 0 ? null : Object.fromEntries(changed);
}
