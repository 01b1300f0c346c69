import { z } from 'zod';
import type { Refusal } from '../seats/seat-request.ts';

const uuid = z.guid();

/** An id as a client gave it, in the one form we keep it in; null when it can't be one. */
export function readId(id: string): string | null {
  return uuid.safeParse(id).success ? id.toLowerCase() : null;
}

/** What is said of an attendee's id that can't be one. */
export const noSuchPerson: Refusal = {
  code: 'NOT_JOINED',
  message: 'There is no person of this id.',
  field: ['input', 'userId'],
};
