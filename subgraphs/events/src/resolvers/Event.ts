import type { Event as EventRow } from '@cityevents/prisma/events';
import type { Context } from '../context.ts';
import { ownsCapacity, statusOf } from '../event-lifecycle/lifecycle.ts';
import { readEvent } from '../event-reading/event-loader.ts';

export const Event = {
  __resolveReference: ({ id }: { id: string }, { eventLoader, viewer }: Context) =>
    readEvent(eventLoader, id, viewer?.userId ?? null),
  status: (event: EventRow, _args: unknown, { now }: Context) => statusOf(event, now),
  organizer: ({ organizerId }: EventRow) => ({ __typename: 'User', id: organizerId }),
  draftCapacity: (event: EventRow, _args: unknown, { viewer }: Context) =>
    ownsCapacity(event) && viewer?.userId === event.organizerId ? event.capacity : null,
};
