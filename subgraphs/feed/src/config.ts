import { databaseUrl, port, rabbitmqUrl, redisUrl, subgraphConfig } from '@cityevents/service/config';
import { z } from 'zod';

/** Everything the feed subgraph takes from the environment. */
export const feedConfig = z.object({
  ...subgraphConfig,
  FEED_PORT: port(8084),
  FEED_DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  RABBITMQ_URL: rabbitmqUrl,
});
export type FeedConfig = z.infer<typeof feedConfig>;
