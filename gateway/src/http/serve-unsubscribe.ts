import type { FastifyInstance } from 'fastify';
import type { SubgraphClient } from '../graphql/subgraph-client.ts';
import type { RateLimits } from './rate-limits.ts';
import { refuse, refuseInShape } from './refuse.ts';

/** A body says no more than that it is meant (RFC 8058: `List-Unsubscribe=One-Click`). */
const BODY_LIMIT_BYTES = 10_000;

type Link = { Querystring: { key?: unknown; mails?: unknown } };

/**
 * POST /unsubscribe?key=…&mails=…: the link that mails carry, for mail programs (RFC 8058) and for the page that a person
 * sees at the same address. Whoever has the link may use it, signed in or not; a GET changes nothing, since scanners of mail
 * follow links.
 */
export function serveUnsubscribe(app: FastifyInstance, auth: SubgraphClient, limits: RateLimits): void {
  refuseInShape(app);
  // Forms of both kinds, and whatever else: nothing in it is read.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (_request, _body, done) =>
    done(null),
  );

  app.post<Link>(
    '/unsubscribe',
    { onRequest: (request, reply) => limits.charge(request, reply) },
    async (request, reply) => {
      const { key, mails } = request.query;
      try {
        const { status } = await auth.post('/unsubscribe', JSON.stringify({ key, mails }));
        if (status === 200) return reply.code(204).send();
        if (status !== 404) throw new Error(`auth answered ${status}`);
      } catch (error) {
        request.log.error({ err: error }, 'somebody could not be unsubscribed');
        const message = 'This can’t be done right now. Please try again in a moment.';
        return refuse(reply, 503, 'SERVICE_UNAVAILABLE', message);
      }
      return refuse(reply, 404, 'NOT_FOUND', 'This link leads nowhere any more. Sign in to choose your mails.');
    },
  );
}
