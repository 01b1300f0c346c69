import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import type { Refusal } from '../seats/seat-request.ts';
import { eventPayload } from './seat-payload.ts';

type Input = { eventId: string; capacity?: number | null };

/** A variable a client forgot must not make an event unlimited. */
const capacityMissing: Refusal = {
  code: 'INVALID_CAPACITY',
  message: 'Say the capacity: a number between 1 and 1,000,000, or null for unlimited.',
  field: ['input', 'capacity'],
};

export async function setCapacity(_: unknown, { input }: { input: Input }, context: Context) {
  const { userId } = requireViewer(context.viewer);
  if (input.capacity === undefined) return { event: null, userErrors: [capacityMissing] };
  const request = { kind: 'setCapacity', userId, capacity: input.capacity } as const;
  return eventPayload(input.eventId, await context.desk.submit(input.eventId, request));
}
