import type { Logger } from '@cityevents/service/logger';
import type { FastifyInstance } from 'fastify';

/** One line a request, with the id the answer carries too. */
export function logRequests(app: FastifyInstance, logger: Logger): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { id: requestId, method, ip } = request;
    // Without the query string: it may carry what nobody should find in a log.
    const path = request.url.split('?')[0];
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
    const userId = request.viewer?.userId;
    logger.info({ requestId, method, path, status: reply.statusCode, milliseconds, ip, userId }, 'request');
    done();
  });
}
