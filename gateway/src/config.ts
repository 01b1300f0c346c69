import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { httpUrl, port, processConfig, redisUrl } from '@cityevents/service/config';
import { z } from 'zod';

export const config = z.object({
  ...processConfig,
  GATEWAY_PORT: port(8080),
  /** Where people reach the gateway; decides whether HTTPS-only headers are sent. */
  PUBLIC_URL: httpUrl('http://localhost:8080'),
  AUTH_URL: httpUrl('http://127.0.0.1:8081'),
  EVENTS_URL: httpUrl('http://127.0.0.1:8082'),
  JOINS_URL: httpUrl('http://127.0.0.1:8083'),
  FEED_URL: httpUrl('http://127.0.0.1:8084'),
  GATEWAY_SECRET: z.string().min(32, 'must be at least 32 characters; `openssl rand -hex 32` makes one'),
  REDIS_URL: redisUrl,
  /** The supergraph to serve; when the file changes, the new one is served. */
  SUPERGRAPH_FILE: z
    .string()
    .default(fileURLToPath(new URL('../supergraph.graphql', import.meta.url)))
    .transform((path) => resolve(path)),
  /** The folder of the built SPA. */
  WEB_DIST: z
    .string()
    .default(fileURLToPath(new URL('../../web/dist', import.meta.url)))
    .transform((path) => resolve(path)),
  /**
   * Whether the web app's pages, and whoever has a person's session, are served the documents of the web app's build alone. With
   * an API key, or without a browser, everything is served.
   */
  PERSISTED_DOCUMENTS_ONLY: z.stringbool().default(false),
  /**
   * Other sites whose pages may call the API with an API key, as origins, separated by commas. They are never sent a cookie of
   * ours, nor may they use one.
   */
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((list) => list.split(',').map((origin) => origin.trim()))
    .transform((list) => list.filter(Boolean))
    .refine((list) => list.every(isOrigin), 'must be origins such as https://partner.example, separated by commas'),
  /** Where Prometheus reads how many requests came, how long they took and what became of them; without it nobody counts. */
  GATEWAY_METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Requests that take so many milliseconds or more are logged with what they did; without it none are. */
  SLOW_OPERATION_MS: z.coerce.number().int().min(1).optional(),
  /**
   * The proxies in front of the gateway, whose X-Forwarded-For says where a client is: their addresses or networks, separated by
   * commas, or how many there are, where nobody reaches the gateway but through them. None takes the peer's own address.
   */
  TRUSTED_PROXIES: z
    .string()
    .default('0')
    .transform((text) => (/^\d+$/.test(text) ? Number(text) : text.split(',').map((each) => each.trim())))
    .refine(
      (proxies) => (typeof proxies === 'number' ? proxies <= 10 : proxies.every(isNetwork)),
      'must be a number up to 10, or addresses such as 10.0.0.7 or 10.0.0.0/8, separated by commas',
    ),
  /**
   * Requests a minute from an address without a signed-in person, of a signed-in person, and by an API key; operations that
   * cost more than most count as several. An event page asks for live seats forty times a minute, and an address may be a
   * whole campus.
   */
  RATE_LIMIT_ANONYMOUS_PER_MINUTE: z.coerce.number().int().min(1).default(1_200),
  RATE_LIMIT_PERSON_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  RATE_LIMIT_API_KEY_PER_MINUTE: z.coerce.number().int().min(1).default(600),
});
export type Config = z.infer<typeof config>;

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}

/** Whether it is an IP address, or a network as CIDR writes it. */
function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && bits > 0 && (length === undefined || (/^\d+$/.test(length) && Number(length) <= bits));
}
