import type { BrokerConnection } from '@cityevents/messaging/broker-connection';
import { startConsumer } from '@cityevents/messaging/consume';
import { sweepInboxDaily } from '@cityevents/messaging/inbox-sweep';
import type { EventsDatabase } from '@cityevents/prisma/events';
import type { HttpHost } from '@cityevents/service/http-host';
import type { Logger } from '@cityevents/service/logger';
import { startSubgraph } from '@cityevents/service/subgraph';
import type { VerifyToken } from '@cityevents/viewer';
import { applyMessage } from './consume/apply-message.ts';
import type { Context } from './context.ts';
import { createEventLoader } from './event-reading/event-loader.ts';
import { createViewerRole } from './event-reading/viewer-roles.ts';
import { startPublishing } from './publishing/publish-due.ts';
import { AuditEntry } from './resolvers/AuditEntry.ts';
import { acceptStaffInvitation } from './resolvers/acceptStaffInvitation.ts';
import { cancelEvent } from './resolvers/cancelEvent.ts';
import { createEvent } from './resolvers/createEvent.ts';
import { DataExport } from './resolvers/DataExport.ts';
import { duplicateEvent } from './resolvers/duplicateEvent.ts';
import { Event } from './resolvers/Event.ts';
import { hideEvent } from './resolvers/hideEvent.ts';
import { importEvents } from './resolvers/importEvents.ts';
import { inviteStaff } from './resolvers/inviteStaff.ts';
import { publishEvent } from './resolvers/publishEvent.ts';
import { event } from './resolvers/Query/event.ts';
import { removeStaff } from './resolvers/removeStaff.ts';
import { StaffMember } from './resolvers/StaffMember.ts';
import { schedulePublishing } from './resolvers/schedulePublishing.ts';
import { User } from './resolvers/User.ts';
import { unhideEvent } from './resolvers/unhideEvent.ts';
import { updateEvent } from './resolvers/updateEvent.ts';
import { readerOf } from './rights.ts';
import { sweepStaffHourly } from './staff/sweep-staff.ts';

export type EventsServerOptions = {
  host: string;
  port: number;
  gatewaySecret: string;
  database: EventsDatabase;
  broker: BrokerConnection;
  verifyToken: VerifyToken;
  logger: Logger;
};

/** Serves the events subgraph, hears of people, and publishes what is due. Database and broker are disconnected when the server stops. */
export function startEventsServer(options: EventsServerOptions): Promise<HttpHost> {
  const { database, broker, logger } = options;
  const consumer = startConsumer({
    connection: broker,
    consumer: 'events',
    logger,
    // Calling events off takes its time; some connections are left to those who ask.
    concurrency: 2,
    handle: (message) => applyMessage(database, message),
  });
  const stopPublishing = startPublishing(database, logger);
  const inboxSweeper = sweepInboxDaily({ database, logger });
  const staffSweeper = sweepStaffHourly(database, logger);
  return startSubgraph<Context>({
    ...options,
    name: 'events',
    schemaUrl: new URL('../schema.graphql', import.meta.url),
    resolvers: {
      Query: { event },
      Mutation: {
        createEvent,
        importEvents,
        updateEvent,
        publishEvent,
        schedulePublishing,
        duplicateEvent,
        hideEvent,
        unhideEvent,
        cancelEvent,
        inviteStaff,
        acceptStaffInvitation,
        removeStaff,
      },
      Event,
      AuditEntry,
      StaffMember,
      User,
      DataExport,
    },
    context: ({ viewer }) => ({
      viewer,
      database,
      eventLoader: createEventLoader(database),
      roleOf: createViewerRole(database, readerOf(viewer)),
      now: new Date(),
    }),
    checks: { database: () => database.$queryRaw`SELECT 1`, broker: () => broker.check() },
    onStop: [
      () => consumer.stop(),
      stopPublishing,
      () => inboxSweeper.stop(),
      () => staffSweeper.stop(),
      () => broker.close(),
      () => database.$disconnect(),
    ],
  });
}
