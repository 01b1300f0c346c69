import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { readId } from '../read/read-id.ts';
import { eventNotFound } from '../seats/refusals.ts';
import type { Refusal } from '../seats/seat-request.ts';
import type { Tickets } from '../tickets/tickets.ts';

/** Who is at the door: by their ticket, or as picked from the event's list. */
export type CheckInInput = { ticketCode?: string | null; eventId?: string | null; userId?: string | null };

/** Whom it is about; `joinId` is the ticket's. */
export type Found = { eventId: string; attendeeId: string; joinId: string | null };

/** Who is meant, or why nobody can be. What the ticket is worth is for the engine to say. */
export async function findAttendee(
  database: JoinsDatabase,
  tickets: Tickets,
  input: CheckInInput,
): Promise<{ found: Found; refusal?: never } | { found?: never; refusal: Refusal }> {
  const { ticketCode, eventId, userId } = input;
  if (ticketCode != null) {
    if (userId != null)
      return refuse('INVALID_INPUT', 'Say either ticketCode or userId: a ticket says whose it is.', 'userId');
    return findByTicket(database, tickets, ticketCode, eventId ?? null);
  }
  if (eventId == null || userId == null) {
    return refuse(
      'INVALID_INPUT',
      'Say ticketCode, or else eventId and userId.',
      eventId == null ? 'ticketCode' : 'userId',
    );
  }
  const [event, attendee] = [readId(eventId), readId(userId)];
  if (event === null) return { refusal: eventNotFound().refusal };
  if (attendee === null) return refuse('NOT_JOINED', 'There is no person of this id.', 'userId');
  return { found: { eventId: event, attendeeId: attendee, joinId: null } };
}

async function findByTicket(
  database: JoinsDatabase,
  tickets: Tickets,
  ticketCode: string,
  givenEventId: string | null,
) {
  const ticket = tickets.read(ticketCode);
  if (!ticket) {
    return refuse('TICKET_INVALID', 'This is no ticket of ours. A ticket is a number of 232 digits.', 'ticketCode');
  }
  const { eventId, joinId } = ticket;
  if (givenEventId !== null && givenEventId.toLowerCase() !== eventId) {
    return refuse('TICKET_OF_ANOTHER_EVENT', 'This ticket is for another event.', 'ticketCode');
  }
  const join = await database.join.findUnique({
    where: { eventId_id: { eventId, id: joinId } },
    select: { userId: true },
  });
  if (!join)
    return refuse('TICKET_NOT_VALID_ANYMORE', 'This ticket is good no more: there is no such seat.', 'ticketCode');
  return { found: { eventId, attendeeId: join.userId, joinId } };
}

function refuse(code: string, message: string, field: keyof CheckInInput): { refusal: Refusal } {
  return { refusal: { code, message, field: ['input', field] } };
}
