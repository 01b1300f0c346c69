import type { FastifyInstance } from 'fastify';
import type { SubgraphClient } from '../graphql/subgraph-client.ts';
import type { RateLimits } from './rate-limits.ts';
import { refuse } from './refuse.ts';

/** What a list costs of a minute's requests, beside the request itself: it may have a hundred thousand lines. */
const EXTRA_COST = 19;
const PASSED_ON = ['content-type', 'content-disposition', 'cache-control'] as const;

/**
 * GET /events/<id>/attendees.csv: who comes to an event, for its organizer and managers. It passes through as joins makes it, so
 * that nothing of it is kept here.
 */
export function serveAttendeesCsv(app: FastifyInstance, joins: SubgraphClient, limits: RateLimits): void {
  app.get<{ Params: { eventId: string } }>('/events/:eventId/attendees.csv', async (request, reply) => {
    const { accessToken } = request;
    if (!request.viewer || accessToken === undefined) {
      return refuse(reply, 401, 'UNAUTHENTICATED', 'Sign in to do this, or send an API key.');
    }
    const seconds = await limits.chargeMore(request, reply, EXTRA_COST);
    if (seconds !== null) {
      const message = `That was more than can be asked for in a minute. Please wait ${seconds} s.`;
      return refuse(reply, 429, 'RATE_LIMITED', message, { retryAfterSeconds: seconds });
    }
    try {
      const path = `/events/${encodeURIComponent(request.params.eventId)}/attendees.csv`;
      const { statusCode, headers, body } = await joins.stream(path, { authorization: accessToken });
      for (const name of PASSED_ON) if (typeof headers[name] === 'string') reply.header(name, headers[name]);
      return reply.code(statusCode).send(body);
    } catch (error) {
      request.log.error({ err: error }, 'a list of attendees could not be had');
      const message = 'This can’t be had right now. Please try again in a moment.';
      return refuse(reply, 503, 'SERVICE_UNAVAILABLE', message);
    }
  });
}
