import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Refuses a request without the gateway's secret in x-gateway-secret: a Fastify onRequest hook. */
export function requireGateway(secret: string) {
  const expected = Buffer.from(secret);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const given = Buffer.from(String(request.headers['x-gateway-secret'] ?? ''));
    if (given.length === expected.length && timingSafeEqual(given, expected)) return;
    return reply
      .code(403)
      .send({ errors: [{ message: 'Requests come through the gateway.', extensions: { code: 'FORBIDDEN' } }] });
  };
}
