import { z } from 'zod';

/** An e-mail address as accounts know it: trimmed and in lower case, at most 254 characters (RFC 5321). */
const emailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** The address as accounts know it, or null when it is none. */
export function readEmail(text: string): string | null {
  return emailAddress.safeParse(text).data ?? null;
}
