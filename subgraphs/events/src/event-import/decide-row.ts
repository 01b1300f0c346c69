import type { Event } from '@cityevents/prisma/events';
import type { EventFields } from '../event-input/event-fields.ts';
import type { Problem } from '../event-input/problem.ts';
import { changesTo } from '../event-lifecycle/event-changes.ts';
import { statusOf } from '../event-lifecycle/lifecycle.ts';
import { handedOver } from '../event-lifecycle/seat-rules.ts';
import type { CheckedRow } from './check-rows.ts';

/** What is to be done about a row. */
export type RowDecision =
  | { outcome: 'CREATED'; externalId: string; externalSequence: number | null; fields: EventFields }
  | { outcome: 'UPDATED'; event: Event; changes: Partial<EventFields> }
  | { outcome: 'CANCELLED'; event: Event }
  | { outcome: 'UNCHANGED'; event: Event }
  | { outcome: 'SKIPPED'; event?: Event }
  | { outcome: 'INVALID'; problems: Problem[] };

/**
 * What a row means beside the event that has its external id already (undefined: none).
 *
 * Past events may be corrected, also to a date still to come: an import tells what happened elsewhere. The capacity and
 * the waitlist limit of a published event are no difference: it opened with them, and joins has owned them since.
 *
 * A calendar counts an event's revisions (RFC 5545, 3.8.7.4): one that is older than what is here is passed over. So is a
 * cancelled event that never was here, or is over.
 */
export function decideRow(row: CheckedRow, event: Event | undefined, now: Date): RowDecision {
  if (row.problems) return { outcome: 'INVALID', problems: row.problems };
  const { externalId, sequence, fields } = row;
  if (!event) {
    return fields === 'cancelled'
      ? { outcome: 'SKIPPED' }
      : { outcome: 'CREATED', externalId, externalSequence: sequence, fields };
  }
  if (sequence !== null && event.externalSequence !== null && sequence < event.externalSequence) {
    return { outcome: 'SKIPPED', event };
  }
  const status = statusOf(event, now);
  if (fields === 'cancelled') {
    if (status === 'CANCELLED') return { outcome: 'UNCHANGED', event };
    return { outcome: status === 'ENDED' ? 'SKIPPED' : 'CANCELLED', event };
  }
  if (status === 'CANCELLED') return { outcome: 'INVALID', problems: [cancelled] };
  const joinsOwns: string[] = handedOver(event, fields);
  const ours = Object.entries(fields).filter(([name]) => !joinsOwns.includes(name));
  const changes = changesTo(event, Object.fromEntries(ours));
  return changes ? { outcome: 'UPDATED', event, changes } : { outcome: 'UNCHANGED', event };
}

const cancelled: Problem = {
  message: 'The event with this externalId was cancelled, and that is final; import it under another externalId.',
  field: ['externalId'],
};
