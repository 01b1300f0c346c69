import { MAILS_A_DAY, MAX_STAFF, MINUTES_BETWEEN } from './staff-rules.ts';

/** One reason why a mutation about staff did nothing; its shape is that of the schema's user errors. */
export type StaffRefusal = { code: string; message: string; field: string[] | null; retryAfterSeconds?: number };

const reasons = {
  EVENT_NOT_FOUND: ['There is no such event.', 'eventId'],
  NOT_ORGANIZER: ['Only the organizer of the event may do this; its managers may for who is at the door.', 'eventId'],
  EVENT_CANCELLED: ['The event was cancelled.', 'eventId'],
  EVENT_OVER: ['The event is over.', 'eventId'],
  EMAIL_NOT_VERIFIED: [
    'To invite people, show first that your e-mail address is yours: open the link we mailed you, or ask for another one.',
    null,
  ],
  TOO_MANY_STAFF: [`At most ${MAX_STAFF} people can work at an event, invited ones among them.`, 'email'],
  TOO_MANY_INVITATIONS: [`That would be more than ${MAILS_A_DAY} invitations within a day. Try again tomorrow.`, null],
  TOO_SOON: [`This address was mailed less than ${MINUTES_BETWEEN} minutes ago.`, 'email'],
  STAFF_MEMBER_NOT_FOUND: ['There is no such person, or invitation, on the event’s staff.', 'staffMemberId'],
  INVITATION_NOT_GOOD: [
    'This invitation is good no more: mistyped, used, taken back or too old. Ask for another one.',
    'token',
  ],
  OWN_EVENT: ['You organize this event: there is no more to have.', 'token'],
} as const;

/** A refusal by its code. */
export function refuseStaffing(code: keyof typeof reasons): StaffRefusal {
  const [message, field] = reasons[code];
  return { code, message, field: field && ['input', field] };
}
