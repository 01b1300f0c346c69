import { NO_EMAIL, readEmail } from '@cityevents/service/email-address';
import type { Problem } from '../event-input/problem.ts';

/** The address as it is stored, or what is wrong with it. */
export function readInvitedEmail(
  text: string,
): { email: string; problem?: never } | { email?: never; problem: Problem } {
  const email = readEmail(text);
  return email === null ? { problem: { message: NO_EMAIL, field: ['email'] } } : { email };
}
