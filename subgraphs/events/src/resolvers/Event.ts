import type { Event as EventRow } from '@cityevents/prisma/events';
import type { Context } from '../context.ts';
import { statusOf } from '../event-lifecycle/lifecycle.ts';
import { ownsSeatRules, type SeatRule } from '../event-lifecycle/seat-rules.ts';
import { readEvent } from '../event-reading/event-loader.ts';
import { isOrganizer, readerOf } from '../rights.ts';

export const Event = {
  __resolveReference: ({ id }: { id: string }, { eventLoader, viewer }: Context) =>
    readEvent(eventLoader, id, readerOf(viewer)),
  status: (event: EventRow, _args: unknown, { now }: Context) => statusOf(event, now),
  organizer: ({ organizerId }: EventRow) => ({ __typename: 'User', id: organizerId }),
  draftCapacity: seatRuleOfDraft('capacity'),
  draftWaitlistLimit: seatRuleOfDraft('waitlistLimit'),
};

/** The rule's value for the draft's organizer, null for anybody else and once joins owns it. */
function seatRuleOfDraft(name: SeatRule) {
  return (event: EventRow, _args: unknown, { viewer }: Context) =>
    ownsSeatRules(event) && isOrganizer(event, readerOf(viewer)) ? event[name] : null;
}
