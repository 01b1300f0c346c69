import { NO_EMAIL, readEmail } from '@cityevents/service/email-address';
import { inWords } from '../throttle/in-words.ts';

/** What requestEmailVerification and requestPasswordReset answer: nothing but whether the request was one. */
export async function mailRequestPayload(input: { email: string }, request: (email: string) => Promise<number | null>) {
  const field = ['input', 'email'];
  const email = readEmail(input.email);
  if (email === null) return { userErrors: [{ code: 'INVALID_EMAIL', message: NO_EMAIL, field }] };
  const retryAfterSeconds = await request(email);
  if (retryAfterSeconds === null) return { userErrors: [] };
  const wait = inWords(retryAfterSeconds);
  const message = `Too many mails were asked for, from here or to this address. Try again in ${wait}.`;
  return { userErrors: [{ code: 'THROTTLED', message, field: null, retryAfterSeconds }] };
}
