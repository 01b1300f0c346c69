import type { Audience } from '@cityevents/messages/attendees';
import { paragraphs, requiredLine } from '@cityevents/service/text-input';
import { z } from 'zod';
import type { Refusal } from '../seats/seat-request.ts';

export const SUBJECT_MAX = 120;
export const BODY_MAX = 5_000;

const messageInput = z.object({
  subject: requiredLine('subject', SUBJECT_MAX),
  body: paragraphs('message', BODY_MAX).refine((body) => body !== '', {
    error: `The message is empty; it needs 1 to ${BODY_MAX.toLocaleString('en')} characters.`,
  }),
});

/** What an organizer writes, and to whom. */
export type AttendeeMessage = z.output<typeof messageInput> & { audience: Audience };

/** The message as it is sent, or everything that is wrong with it at once. */
export function readMessageInput(
  input: z.input<typeof messageInput> & { audience: Audience },
): { ok: true; message: AttendeeMessage } | { ok: false; problems: Refusal[] } {
  const result = messageInput.safeParse(input);
  if (result.success) return { ok: true, message: { ...result.data, audience: input.audience } };
  const problems = result.error.issues.map(({ path, message }) => {
    const field = String(path[0]);
    return { code: field === 'subject' ? 'INVALID_SUBJECT' : 'INVALID_BODY', message, field: ['input', field] };
  });
  return { ok: false, problems };
}
