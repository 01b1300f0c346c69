import type { Event as EventRow } from '@cityevents/prisma/events';
import type { Context } from '../context.ts';
import { statusOf } from '../event-lifecycle/lifecycle.ts';
import { ownsSeatRules, type SeatRule } from '../event-lifecycle/seat-rules.ts';
import { readEvent } from '../event-reading/event-loader.ts';
import { hasRight } from '../rights.ts';
import { listStaff } from '../staff/list-staff.ts';

export const Event = {
  __resolveReference: ({ id }: { id: string }, context: Context) => readEvent(context, id),
  status: (event: EventRow, _args: unknown, { now }: Context) => statusOf(event, now),
  organizer: ({ organizerId }: EventRow) => ({ __typename: 'User', id: organizerId }),
  viewerRole: (event: EventRow, _args: unknown, { roleOf }: Context) => roleOf(event),
  staff: async (event: EventRow, _args: unknown, { database, roleOf, now }: Context) =>
    hasRight(await roleOf(event), 'seeStaff') ? listStaff(database, event.id, now) : null,
  draftCapacity: seatRuleOfDraft('capacity'),
  draftWaitlistLimit: seatRuleOfDraft('waitlistLimit'),
};

/** The rule's value for who may change the draft, null for anybody else and once joins owns it. */
function seatRuleOfDraft(name: SeatRule) {
  return async (event: EventRow, _args: unknown, { roleOf }: Context) =>
    ownsSeatRules(event) && hasRight(await roleOf(event), 'update') ? event[name] : null;
}
