import type { AuthDatabase } from '@cityevents/prisma/auth';
import { requireGateway } from '@cityevents/service/require-gateway';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { unsubscribe } from './unsubscribe.ts';

/** What a link in a mail carries; the topics are those of the schema's MailTopic. */
const link = z.object({ key: z.uuid(), mails: z.enum(['JOINS', 'REMINDERS', 'ORGANIZERS']) });

/** POST /unsubscribe, for the gateway alone: `{ key, mails }` in; 404 for a link that leads nowhere. */
export function serveUnsubscribe(app: FastifyInstance, gatewaySecret: string, database: AuthDatabase): void {
  app.post('/unsubscribe', { onRequest: requireGateway(gatewaySecret) }, async (request, reply) => {
    const asked = link.safeParse(request.body);
    const isKnown = asked.success && (await unsubscribe(database, asked.data.key, asked.data.mails));
    if (!isKnown) return reply.code(404).send({ message: 'This link leads nowhere any more.' });
    return {};
  });
}
