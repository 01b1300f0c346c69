import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import type { Refusal } from '../seats/seat-request.ts';
import { eventPayload } from './seat-payload.ts';

type Input = { eventId: string; limit?: number | null };

/** As with the capacity: what a client forgot must not lift the limit. */
const limitMissing: Refusal = {
  code: 'INVALID_LIMIT',
  message: 'Say the limit: a number between 0 (no waitlist) and 1,000,000, or null for none.',
  field: ['input', 'limit'],
};

export async function setWaitlistLimit(_: unknown, { input }: { input: Input }, context: Context) {
  const { userId } = requireViewer(context.viewer);
  if (input.limit === undefined) return { event: null, userErrors: [limitMissing] };
  const request = { kind: 'setWaitlistLimit', userId, limit: input.limit } as const;
  return eventPayload(input.eventId, await context.desk.submit(input.eventId, request));
}
