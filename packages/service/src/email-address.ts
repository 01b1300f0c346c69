import { z } from 'zod';

/** An e-mail address as accounts know it: trimmed and in lower case, at most 254 characters (RFC 5321). */
const emailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** What is said of text that is no address. */
export const NO_EMAIL = 'This is not an e-mail address.';

/** The address as accounts know it, or null when it is none. */
export function readEmail(text: string): string | null {
  return emailAddress.safeParse(text).data ?? null;
}
