import { databaseUrl, httpUrl, port, redisUrl, subgraphConfig } from '@cityevents/service/config';
import { z } from 'zod';

const limit = (fallback: number) => z.coerce.number().int().min(1).max(1_000_000).default(fallback);

/** Everything the auth subgraph takes from the environment. */
export const authConfig = z.object({
  ...subgraphConfig,
  AUTH_PORT: port(8081),
  AUTH_DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  /** Where people reach us; it alone decides the refresh cookie's name and whether it is Secure. */
  PUBLIC_URL: httpUrl('http://localhost:8080'),
  /** The signing keys; made on the first start. */
  AUTH_KEYS_FILE: z.string(),
  /** Failed sign-ins to one account from one address within 15 minutes. More lock the pair out, longer each time. */
  SIGN_IN_FAILURES_PER_ACCOUNT_AND_ADDRESS: limit(5),
  /** Failed sign-ins to one account from anywhere within 15 minutes. */
  SIGN_IN_FAILURES_PER_ACCOUNT: limit(50),
  /** Failed sign-ins from one address to any account within 15 minutes. */
  SIGN_IN_FAILURES_PER_ADDRESS: limit(100),
  /** Attempts to sign up from one address within an hour. */
  SIGN_UPS_PER_ADDRESS: limit(20),
  /** Attempts to sign up with one e-mail address within a day; each sends a mail there. */
  SIGN_UPS_PER_EMAIL: limit(3),
  /** Mails with a link asked for from one address within an hour. */
  MAIL_REQUESTS_PER_ADDRESS: limit(20),
  /** Mails with a link asked for to one e-mail address within an hour. */
  MAIL_REQUESTS_PER_EMAIL: limit(3),
});

export type AuthConfig = z.infer<typeof authConfig>;
