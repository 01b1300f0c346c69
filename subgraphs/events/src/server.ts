import type { EventsDatabase } from '@cityevents/prisma/events';
import type { HttpHost } from '@cityevents/service/http-host';
import type { Logger } from '@cityevents/service/logger';
import { startSubgraph } from '@cityevents/service/subgraph';
import type { VerifyToken } from '@cityevents/viewer';
import type { Context } from './context.ts';
import { createEventLoader } from './event-reading/event-loader.ts';
import { cancelEvent } from './resolvers/cancelEvent.ts';
import { createEvent } from './resolvers/createEvent.ts';
import { Event } from './resolvers/Event.ts';
import { importEvents } from './resolvers/importEvents.ts';
import { publishEvent } from './resolvers/publishEvent.ts';
import { event } from './resolvers/Query/event.ts';
import { User } from './resolvers/User.ts';
import { updateEvent } from './resolvers/updateEvent.ts';

export type EventsServerOptions = {
  host: string;
  port: number;
  gatewaySecret: string;
  database: EventsDatabase;
  verifyToken: VerifyToken;
  logger: Logger;
};

/** Serves the events subgraph. The database is disconnected when the server stops. */
export function startEventsServer(options: EventsServerOptions): Promise<HttpHost> {
  const { database } = options;
  return startSubgraph<Context>({
    ...options,
    name: 'events',
    schemaUrl: new URL('../schema.graphql', import.meta.url),
    resolvers: {
      Query: { event },
      Mutation: { createEvent, importEvents, updateEvent, publishEvent, cancelEvent },
      Event,
      User,
    },
    context: ({ viewer }) => ({ viewer, database, eventLoader: createEventLoader(database), now: new Date() }),
    checks: { database: () => database.$queryRaw`SELECT 1` },
    onStop: [() => database.$disconnect()],
  });
}
