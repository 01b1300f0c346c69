import type { FastifyReply } from 'fastify';

/** Answers a request that doesn't reach GraphQL, in GraphQL's shape. */
export function refuse(reply: FastifyReply, status: number, code: string, message: string, extensions: object = {}) {
  const requestId = reply.request.id;
  return reply
    .code(status)
    .send({ errors: [{ message, extensions: { code, ...extensions } }], extensions: { requestId } });
}
