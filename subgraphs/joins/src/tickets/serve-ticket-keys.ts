import type { FastifyInstance } from 'fastify';
import type { Tickets } from './tickets.ts';

/** The public keys that tickets are signed with. They are no secret, so whoever asks gets them. */
export function serveTicketKeys(app: FastifyInstance, tickets: Tickets): void {
  app.get('/.well-known/ticket-keys.json', async () => tickets.publicKeys);
}
