import { session } from '../../app/apollo-client.ts';
import { preload } from '../../app/preload.ts';
import { ShowTicketDocument } from '../../generated/documents.gen.ts';

/** Asks for the viewer's ticket as it is now; who is signed out is sent to the door instead. */
export function preloadTicket(eventId: string): null {
  void session.freshToken().then((token) => token && preload(ShowTicketDocument, { eventId }, { afresh: true }));
  return null;
}
