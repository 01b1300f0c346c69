import type { Event } from '@cityevents/prisma/events';
import type { Problem } from '../event-input/problem.ts';

/** One reason why a mutation did nothing; its shape is that of the schema's user errors. */
export type Refusal<Code extends string> = {
  code: Code;
  message: string;
  /** The path in the mutation's input; null where the input isn't at fault. */
  field: string[] | null;
};

/** The event as it is now, or why nothing was done. */
export type Outcome<Code extends string> =
  | { event: Event; refusals?: never }
  | { event?: never; refusals: Refusal<Code>[] };

/** What is said of the event named by `eventId`, and of who asks. */
const messages = {
  EMAIL_NOT_VERIFIED:
    'To publish, show first that your e-mail address is yours: open the link we mailed you, or ask for another one. Drafts need no link.',
  EVENT_NOT_FOUND: 'There is no such event.',
  NOT_ORGANIZER: 'Only the organizer of the event, or somebody they gave the right to, may do this.',
  EVENT_CANCELLED: 'The event was cancelled, and that is final; create a new one instead.',
  EVENT_OVER: 'The event is over.',
  ALREADY_PUBLISHED: 'The event is published already.',
};

/** Why something can't be done with an event. */
export type EventRefusal = keyof typeof messages;

/** A refusal because of the event that `eventId` names, or of who asks. */
export function refuse<Code extends EventRefusal>(code: Code): { refusals: Refusal<Code>[] } {
  const field = code === 'EMAIL_NOT_VERIFIED' ? null : ['input', 'eventId'];
  return { refusals: [{ code, message: messages[code], field }] };
}

/** A refusal because of what the input says. */
export function refuseInput(problems: Problem[]): { refusals: Refusal<'INVALID_INPUT'>[] } {
  return {
    refusals: problems.map(({ message, field }) => ({ code: 'INVALID_INPUT', message, field: ['input', ...field] })),
  };
}
