import { z } from 'zod';

const uuid = z.guid();

/** An id as a client gave it, in the one form we keep it in; null when it can't be one. */
export function readId(id: string): string | null {
  return uuid.safeParse(id).success ? id.toLowerCase() : null;
}
