import { preload } from '../../app/preload.ts';
import { ShowTicketDocument } from '../../generated/documents.gen.ts';

/** Asks for the viewer's ticket as it is now. */
export function preloadTicket(eventId: string): null {
  return preload(ShowTicketDocument, { eventId }, { afresh: true });
}
