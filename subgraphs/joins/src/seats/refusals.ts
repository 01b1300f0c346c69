import type { Refusal, SeatOutcome } from './seat-request.ts';

/** An outcome that is no success. */
export type Refused = Extract<SeatOutcome, { kind: 'refused' }>;

/** Seconds to wait after BUSY, at least and at most: spread by chance, so that a crowd doesn't come back as a crowd. */
const RETRY_AFTER_SECONDS = [1, 3] as const;

/** No answer could be had in time. */
export function busy(): Refused {
  const [least, most] = RETRY_AFTER_SECONDS;
  const retryAfterSeconds = least + Math.floor(Math.random() * (most - least + 1));
  // Not "nothing was done": where a connection was lost after its COMMIT, it may have been. Asking again finds out.
  const message = 'There was no answer in time. Please try again in a moment: asking again is safe.';
  return { kind: 'refused', refusal: { code: 'BUSY', message, field: null, retryAfterSeconds }, eventExists: true };
}

/** The event's rules, or its state, speak against it. */
export function refused(code: string, message: string, field: Refusal['field'] = null): Refused {
  return { kind: 'refused', refusal: { code, message, field }, eventExists: true };
}

/** There is no published event of this id. */
export function eventNotFound(): Refused {
  const refusal = { code: 'EVENT_NOT_FOUND', message: 'There is no such event.', field: ['input', 'eventId'] };
  return { kind: 'refused', refusal, eventExists: false };
}
