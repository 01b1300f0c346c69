import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import type { Event as EventRow } from '@cityevents/prisma/events';
import { auditLog } from '../audit-log/audit-log.ts';
import type { Context } from '../context.ts';
import { renderMarkdown } from '../description/render-markdown.ts';
import { type PublishRefusal, statusOf } from '../event-lifecycle/lifecycle.ts';
import { refuse } from '../event-lifecycle/outcome.ts';
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
  descriptionHtml: ({ description }: EventRow) => renderMarkdown(description),
  hidden: ({ hiddenAt }: EventRow) => hiddenAt !== null,
  publishAt: async (event: EventRow, _args: unknown, { roleOf }: Context) =>
    hasRight(await roleOf(event), 'schedule') ? event.publishAt : null,
  publishRefusal: async (event: EventRow, _args: unknown, { roleOf }: Context) =>
    event.publishRefusal && hasRight(await roleOf(event), 'schedule')
      ? refuse(event.publishRefusal as PublishRefusal).refusals[0]
      : null,
  auditLog: async (event: EventRow, page: ConnectionArguments, { database, roleOf }: Context) =>
    hasRight(await roleOf(event), 'seeLog') ? auditLog(database, event.id, page) : null,
  draftCapacity: seatRuleOfDraft('capacity'),
  draftWaitlistLimit: seatRuleOfDraft('waitlistLimit'),
};

/** The rule's value for who may change the draft, null for anybody else and once joins owns it. */
function seatRuleOfDraft(name: SeatRule) {
  return async (event: EventRow, _args: unknown, { roleOf }: Context) =>
    ownsSeatRules(event) && hasRight(await roleOf(event), 'update') ? event[name] : null;
}
