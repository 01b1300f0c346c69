import type { Event } from '@cityevents/prisma/events';
import type { EventFields } from '../event-input/event-fields.ts';
import type { Problem } from '../event-input/problem.ts';
import { changesTo } from '../event-lifecycle/event-changes.ts';
import { handedOver } from '../event-lifecycle/seat-rules.ts';
import type { CheckedRow } from './check-rows.ts';

/** What is to be done about a row. */
export type RowDecision =
  | { outcome: 'CREATED'; externalId: string; fields: EventFields }
  | { outcome: 'UPDATED'; event: Event; changes: Partial<EventFields> }
  | { outcome: 'UNCHANGED'; event: Event }
  | { outcome: 'INVALID'; problems: Problem[] };

/**
 * What a row means beside the event that has its external id already (undefined: none).
 *
 * Past events may be corrected, also to a date still to come: an import tells what happened elsewhere. The capacity and
 * the waitlist limit of a published event are no difference: it opened with them, and joins has owned them since.
 */
export function decideRow(row: CheckedRow, event: Event | undefined): RowDecision {
  if (row.problems) return { outcome: 'INVALID', problems: row.problems };
  if (!event) return { outcome: 'CREATED', externalId: row.externalId, fields: row.fields };
  if (event.state === 'CANCELLED') return { outcome: 'INVALID', problems: [cancelled] };
  const joinsOwns: string[] = handedOver(event, row.fields);
  const ours = Object.entries(row.fields).filter(([name]) => !joinsOwns.includes(name));
  const changes = changesTo(event, Object.fromEntries(ours));
  return changes ? { outcome: 'UPDATED', event, changes } : { outcome: 'UNCHANGED', event };
}

const cancelled: Problem = {
  message: 'The event with this externalId was cancelled, and that is final; import it under another externalId.',
  field: ['externalId'],
};
