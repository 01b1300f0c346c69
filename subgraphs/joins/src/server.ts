import { connectBroker } from '@cityevents/messaging/broker-connection';
import { startConsumer } from '@cityevents/messaging/consume';
import { sweepInboxDaily } from '@cityevents/messaging/inbox-sweep';
import { createJoinsDatabase } from '@cityevents/prisma/joins';
import type { HttpHost } from '@cityevents/service/http-host';
import type { Logger } from '@cityevents/service/logger';
import { connectRedis } from '@cityevents/service/redis';
import { startSubgraph } from '@cityevents/service/subgraph';
import { createTokenVerifier } from '@cityevents/viewer';
import { serveAttendeesCsv } from './attendees/serve-attendees-csv.ts';
import type { Config } from './config.ts';
import { applyMessage } from './consume/apply-message.ts';
import { createContext } from './context.ts';
import { LiveSeats } from './live-seats/live-seats.ts';
import { resolvers } from './resolvers/resolvers.ts';
import { SeatDesk } from './seats/seat-desk.ts';
import { MAX_TRANSACTIONS, SeatEngine } from './seats/seat-engine.ts';
import { serveTicketKeys } from './tickets/serve-ticket-keys.ts';
import { loadTickets } from './tickets/tickets.ts';

/** Starts the joins subgraph: its clients, its consumer of facts about events and people, and its server. */
export async function startJoins(config: Config, logger: Logger): Promise<HttpHost> {
  const tickets = await loadTickets(config.TICKET_KEYS_FILE);
  const database = createJoinsDatabase(config.JOINS_DATABASE_URL, { applicationName: 'joins', maxConnections: 8 });
  // Its own connections: those that wait for a lock must not be in the way of those who only look.
  const seatsDatabase = createJoinsDatabase(config.JOINS_DATABASE_URL, {
    applicationName: 'joins-seats',
    maxConnections: MAX_TRANSACTIONS,
    // BUSY has to come in time, whatever state the database is in.
    connectionTimeoutMs: 2_000,
    statementTimeoutMs: 4_000,
  });
  const redis = connectRedis(config.REDIS_URL, logger);
  const broker = await connectBroker({ url: config.RABBITMQ_URL, name: 'joins', logger });
  const liveSeats = new LiveSeats(redis, database, logger);
  const engine = new SeatEngine(seatsDatabase, logger, (seats) => liveSeats.put(seats));
  const desk = new SeatDesk(engine, database);
  const consumer = startConsumer({
    connection: broker,
    consumer: 'joins',
    logger,
    // Facts about events wait for their locks: some connections are left to those who look.
    concurrency: 4,
    handle: (message) => applyMessage(database, engine, message),
  });
  const inboxSweeper = sweepInboxDaily({ database, logger });
  const verifyToken = createTokenVerifier({ jwksUrl: `${config.AUTH_URL}/.well-known/jwks.json` });
  return startSubgraph({
    name: 'joins',
    schemaUrl: new URL('../schema.graphql', import.meta.url),
    resolvers,
    host: config.HOST,
    port: config.JOINS_PORT,
    gatewaySecret: config.GATEWAY_SECRET,
    verifyToken,
    logger,
    // Redis is not asked: without it seats are read from the database.
    checks: { database: () => database.$queryRaw`SELECT 1`, broker: () => broker.check() },
    context: ({ viewer }) => createContext(viewer, database, desk, liveSeats, tickets),
    routes: (app) => {
      serveTicketKeys(app, tickets);
      serveAttendeesCsv(app, { gatewaySecret: config.GATEWAY_SECRET, verifyToken, database });
    },
    onStop: [
      () => consumer.stop(),
      () => inboxSweeper.stop(),
      () => engine.idle(),
      () => broker.close(),
      () => Promise.all([database.$disconnect(), seatsDatabase.$disconnect()]),
      async () => redis.disconnect(),
    ],
  });
}
