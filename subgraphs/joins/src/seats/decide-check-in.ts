import { mayCheckIn } from '../rights.ts';
import type { Ledger } from './ledger.ts';
import { type Refused, refused } from './refusals.ts';
import type { JoinRow, SeatOutcome, SeatRequest } from './seat-request.ts';

/** How long after its end who came can still be written down: from a list on paper, or by who was in a hurry. */
const HOURS_AFTER = 24;

/** By a ticket, or by a name picked from the list. */
export function decideCheckIn(
  ledger: Ledger,
  { userId, attendeeId, joinId }: Extract<SeatRequest, { kind: 'checkIn' }>,
): SeatOutcome {
  const barred = barsCheckIn(ledger, userId);
  if (barred) return barred;
  const join = ledger.joinOf(attendeeId);
  const refusal = joinId === null ? barsPerson(join) : barsTicket(join, joinId);
  if (refusal) return refusal;
  if (join!.status === 'CHECKED_IN') return alreadyCheckedIn(join!);
  return { kind: 'join', join: ledger.checkIn(join!, userId) };
}

/** Of who is not checked in, it is undone already. */
export function decideUndo(
  ledger: Ledger,
  { userId, attendeeId }: Extract<SeatRequest, { kind: 'undoCheckIn' }>,
): SeatOutcome {
  const barred = barsCheckIn(ledger, userId);
  if (barred) return barred;
  const join = ledger.joinOf(attendeeId);
  const refusal = barsPerson(join);
  if (refusal) return refusal;
  return { kind: 'join', join: join!.status === 'CHECKED_IN' ? ledger.undoCheckIn(join!) : join! };
}

/** What speaks against checking in whomever. */
function barsCheckIn(ledger: Ledger, viewerId: string): Refused | null {
  const { state, endsAt, now } = ledger.capacity;
  if (!mayCheckIn(ledger.roleOf(viewerId))) {
    return refused('NOT_STAFF', 'Only the organizer of this event and its staff may check people in.');
  }
  if (state === 'CANCELLED') return refused('EVENT_CANCELLED', 'This event is cancelled: nobody comes.');
  if (endsAt.getTime() + HOURS_AFTER * 3_600_000 <= now.getTime()) {
    return refused('EVENT_OVER', `This event ended more than ${HOURS_AFTER} hours ago; who was there stays on record.`);
  }
  return null;
}

function barsTicket(join: JoinRow | undefined, joinId: string): Refused | null {
  const reason = reasonAgainst(join, joinId);
  if (reason === null) return null;
  return refused('TICKET_NOT_VALID_ANYMORE', `This ticket is good no more: ${reason}.`, ['input', 'ticketCode']);
}

function reasonAgainst(join: JoinRow | undefined, joinId: string): string | null {
  if (!join || join.id !== joinId) return 'there is no such seat any more';
  if (join.status === 'CANCELLED') return 'its seat was given back, or taken away';
  if (join.status === 'WAITLISTED') return 'its seat was given back, and its holder waits for another one';
  return null;
}

function barsPerson(join: JoinRow | undefined): Refused | null {
  const field = ['input', 'userId'];
  if (!join || join.status === 'CANCELLED')
    return refused('NOT_JOINED', 'This person has no seat at the event.', field);
  if (join.status === 'WAITLISTED') return refused('NO_SEAT', 'This person waits for a seat, and has none.', field);
  return null;
}

function alreadyCheckedIn(join: JoinRow): Refused {
  const { checkedInAt, checkedInBy } = join;
  const message = `This person was let in already, at ${checkedInAt?.toISOString()}.`;
  const refusal = { code: 'ALREADY_CHECKED_IN', message, field: null, checkedInAt, checkedInBy };
  return { kind: 'refused', refusal, eventExists: true, join };
}
