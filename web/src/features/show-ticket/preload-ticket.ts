import { preloadOwn } from '../../app/preload.ts';
import { ShowTicketDocument } from '../../generated/documents.gen.ts';

/** Asks for the viewer's ticket as it is now; who is signed out is sent to the door instead. */
export function preloadTicket(eventId: string): null {
  return preloadOwn(ShowTicketDocument, { eventId });
}
