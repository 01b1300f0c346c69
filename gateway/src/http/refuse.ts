import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';

/** Answers a request that doesn't reach GraphQL, in GraphQL's shape. */
export function refuse(reply: FastifyReply, status: number, code: string, message: string, extensions: object = {}) {
  const requestId = reply.request.id;
  return reply
    .code(status)
    .send({ errors: [{ message, extensions: { code, ...extensions } }], extensions: { requestId } });
}

const CODES: Record<number, string> = { 413: 'PAYLOAD_TOO_LARGE', 415: 'UNSUPPORTED_MEDIA_TYPE' };

/** Gives the same shape to what Fastify refuses before GraphQL: a body that is too large, or is no JSON. */
export function refuseInShape(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(reply, status, CODES[status] ?? 'BAD_REQUEST', error.message);
    // Whoever closed the page before its answer was sent is no fault of ours.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') request.log.error({ err: error }, 'unexpected error');
    return refuse(reply, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side. Please try again.');
  });
}
