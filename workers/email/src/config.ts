import { databaseUrl, httpUrl, port, processConfig, rabbitmqUrl } from '@cityevents/service/config';
import { z } from 'zod';

/** The email worker's environment. */
export const config = z.object({
  ...processConfig,
  EMAIL_PORT: port(8086),
  NOTIFICATIONS_DATABASE_URL: databaseUrl,
  RABBITMQ_URL: rabbitmqUrl,
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp://host:port address' }),
  MAIL_FROM: z.string().default('CityEvents <tickets@cityevents.test>'),
  PUBLIC_URL: httpUrl('http://localhost:8080'),
});
