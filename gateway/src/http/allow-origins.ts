import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** How long a browser may remember what it was allowed. */
const PREFLIGHT_SECONDS = 600;

/** Lets pages of some other sites call the API by script, with an API key or none; never with the cookie of ours. */
export async function allowOrigins(app: FastifyInstance, origins: string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: origins,
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'apollo-require-preflight'],
    exposedHeaders: ['idempotent-replayed', 'ratelimit', 'ratelimit-policy', 'retry-after', 'x-request-id'],
    credentials: false,
    maxAge: PREFLIGHT_SECONDS,
  });
}
