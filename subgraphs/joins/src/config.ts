import { databaseUrl, port, rabbitmqUrl, redisUrl, subgraphConfig } from '@cityevents/service/config';
import { z } from 'zod';

export const config = z.object({
  ...subgraphConfig,
  JOINS_PORT: port(8083),
  JOINS_DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  RABBITMQ_URL: rabbitmqUrl,
  /** The keys that tickets are signed with; made on the first start. Without them tickets given out are good no more. */
  TICKET_KEYS_FILE: z.string(),
});
export type Config = z.infer<typeof config>;
