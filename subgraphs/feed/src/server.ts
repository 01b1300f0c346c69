import { connectBroker } from '@cityevents/messaging/broker-connection';
import { startConsumer } from '@cityevents/messaging/consume';
import { sweepInboxDaily } from '@cityevents/messaging/inbox-sweep';
import { createFeedDatabase } from '@cityevents/prisma/feed';
import type { HttpHost } from '@cityevents/service/http-host';
import type { Logger } from '@cityevents/service/logger';
import { connectRedis } from '@cityevents/service/redis';
import { startSubgraph } from '@cityevents/service/subgraph';
import { createTokenVerifier } from '@cityevents/viewer';
import type { FeedConfig } from './config.ts';
import { applyMessages } from './consume/apply-messages.ts';
import type { FeedContext } from './context.ts';
import { resolvers } from './resolvers/resolvers.ts';
import { startRescoring } from './scoring/rescore.ts';
import { startForgetting } from './upkeep/forgetting.ts';
import { createAnonymousViewers } from './views/anonymous-viewers.ts';

/** Starts the feed subgraph: its clients, its consumer, its scoring, and /graphql for the gateway. */
export async function startFeed(config: FeedConfig, logger: Logger): Promise<HttpHost> {
  const database = createFeedDatabase(config.FEED_DATABASE_URL, {
    applicationName: 'feed',
    onConnectionLost: (error) => logger.warn({ err: error }, 'database connection lost'),
  });
  const redis = connectRedis(config.REDIS_URL, logger);
  const anonymousViewers = createAnonymousViewers(redis, logger);
  const stopRescoring = startRescoring(database, logger);
  const stopForgetting = startForgetting(database, logger);
  const inboxSweeper = sweepInboxDaily({ database, logger });
  const broker = await connectBroker({ url: config.RABBITMQ_URL, name: 'feed', logger });
  const consumer = startConsumer({
    connection: broker,
    consumer: 'feed',
    logger,
    handleBatch: (messages) => applyMessages(database, messages),
  });
  return startSubgraph<FeedContext>({
    name: 'feed',
    schemaUrl: new URL('../schema.graphql', import.meta.url),
    resolvers,
    host: config.HOST,
    port: config.FEED_PORT,
    gatewaySecret: config.GATEWAY_SECRET,
    verifyToken: createTokenVerifier({ jwksUrl: `${config.AUTH_URL}/.well-known/jwks.json` }),
    logger,
    // Redis isn't asked: without it each process tells anonymous viewers apart by itself.
    checks: { database: () => database.$queryRaw`SELECT 1`, broker: () => broker.check() },
    context: ({ viewer, request }) => ({
      viewer,
      clientAddress: request.ip,
      database,
      anonymousViewers,
    }),
    onStop: [
      () => consumer.stop(),
      () => broker.close(),
      stopRescoring,
      stopForgetting,
      () => inboxSweeper.stop(),
      () => database.$disconnect(),
      async () => redis.disconnect(),
    ],
  });
}
