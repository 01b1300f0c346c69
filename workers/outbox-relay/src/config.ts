import { databaseUrl, port, processConfig, rabbitmqUrl } from '@cityevents/service/config';
import { z } from 'zod';

/** The relay's environment. */
export const config = z.object({
  ...processConfig,
  OUTBOX_RELAY_PORT: port(8085),
  AUTH_DATABASE_URL: databaseUrl,
  EVENTS_DATABASE_URL: databaseUrl,
  JOINS_DATABASE_URL: databaseUrl,
  RABBITMQ_URL: rabbitmqUrl,
});
