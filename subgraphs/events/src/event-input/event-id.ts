import { z } from 'zod';

/** An id that came from outside as it is stored; null when it can't be anybody's. */
export function readId(id: string): string | null {
  return z.uuid().safeParse(id).success ? id.toLowerCase() : null;
}
