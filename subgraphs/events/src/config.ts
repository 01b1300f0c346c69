import { databaseUrl, port, rabbitmqUrl, subgraphConfig } from '@cityevents/service/config';
import { z } from 'zod';

/** The environment of the events subgraph. */
export const eventsConfig = z.object({
  ...subgraphConfig,
  EVENTS_PORT: port(8082),
  EVENTS_DATABASE_URL: databaseUrl,
  RABBITMQ_URL: rabbitmqUrl,
});
