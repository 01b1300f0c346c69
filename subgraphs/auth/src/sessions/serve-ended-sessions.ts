import type { AuthDatabase } from '@cityevents/prisma/auth';
import { requireGateway } from '@cityevents/service/require-gateway';
import { ACCESS_TOKEN_SECONDS } from '@cityevents/viewer';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

/** A token may be signed a moment after its session was ended, by a refresh that was let in before. */
const LATE_TOKENS_SECONDS = 60;

const question = z.object({ since: z.iso.datetime({ offset: true }).optional() });

/**
 * GET /ended-sessions?since=<ISO time>, for the gateway alone: `{ now, ended }`, the ids of the sessions that were ended
 * since then, and until when that is known. Those whose access tokens must have expired are left out, so without `since`
 * it is all that matter. By the database's clock alone, since it is its rows that are compared.
 */
export function serveEndedSessions(app: FastifyInstance, gatewaySecret: string, database: AuthDatabase): void {
  app.get('/ended-sessions', { onRequest: requireGateway(gatewaySecret) }, async (request, reply) => {
    const asked = question.safeParse(request.query);
    if (!asked.success) {
      return reply.code(400).send({ message: 'since: must be one ISO 8601 time, as in 2027-05-04T19:00:00Z.' });
    }
    return readEndedSessions(database, asked.data.since ?? '-infinity');
  });
}

async function readEndedSessions(database: AuthDatabase, since: string): Promise<{ now: Date; ended: string[] }> {
  const [found] = await database.$queryRaw<{ now: Date; ended: string[] }[]>`
    SELECT now() AS now, array(
      SELECT id::text FROM sessions WHERE ended_at > greatest(
        ${since}::text::timestamptz, now() - make_interval(secs => ${ACCESS_TOKEN_SECONDS + LATE_TOKENS_SECONDS}))
    ) AS ended`;
  if (!found) throw new Error('a query for one row gave none');
  return found;
}
