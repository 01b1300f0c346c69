import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { readId } from '../read/read-id.ts';
import type { Refusal } from '../seats/seat-request.ts';
import { seatPayload } from './seat-payload.ts';

const nobody: Refusal = {
  code: 'NOT_JOINED',
  message: 'There is no person of this id.',
  field: ['input', 'userId'],
};

export async function removeAttendee(
  _: unknown,
  { input }: { input: { eventId: string; userId: string } },
  context: Context,
) {
  const { userId } = requireViewer(context.viewer);
  const attendeeId = readId(input.userId);
  if (attendeeId === null) return { join: null, event: null, userErrors: [nobody] };
  const request = { kind: 'remove', userId, attendeeId } as const;
  return seatPayload(input.eventId, await context.desk.submit(input.eventId, request));
}
