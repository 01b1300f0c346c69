import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { submitTo } from '../seats/submit-to.ts';
import { seatPayload } from './seat-payload.ts';

type Input = { eventId: string; capacity?: number | null };

export async function setCapacity(_: unknown, { input }: { input: Input }, context: Context) {
  const { userId } = requireViewer(context.viewer);
  const request = { kind: 'setCapacity', userId, capacity: input.capacity ?? null } as const;
  const { event, userErrors } = seatPayload(input.eventId, await submitTo(context.engine, input.eventId, request));
  return { event: userErrors.length > 0 ? null : event, userErrors };
}
