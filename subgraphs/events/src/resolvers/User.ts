import type { ConnectionArguments } from '@cityevents/connections/page-arguments';
import { GraphQLError } from 'graphql';
import type { Context } from '../context.ts';
import { readId } from '../event-input/event-id.ts';
import { type OrganizedEventsArguments, organizedEvents } from '../event-reading/organized-events.ts';
import { readerOf } from '../rights.ts';
import { staffedEvents } from '../staff/staffed-events.ts';

type Reference = { id: string };

export const User = {
  // Whether there is such a person is for the auth subgraph to say; here a stranger just organizes nothing.
  __resolveReference: ({ id }: Reference) => {
    const userId = readId(id);
    return userId && { id: userId };
  },
  organizedEvents: ({ id }: Reference, args: OrganizedEventsArguments, { database, viewer, now }: Context) =>
    organizedEvents(database, { organizerId: id, viewerId: readerOf(viewer), now }, args),
  staffedEvents: ({ id }: Reference, args: ConnectionArguments, { database, viewer }: Context) => {
    if (viewer?.userId !== id) {
      const message = 'Only oneself sees at which events one is on the staff.';
      throw new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });
    }
    return staffedEvents(database, id, args);
  },
};
