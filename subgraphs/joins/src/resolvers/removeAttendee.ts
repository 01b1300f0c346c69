import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { noSuchPerson, readId } from '../read/read-id.ts';
import { seatPayload } from './seat-payload.ts';

export async function removeAttendee(
  _: unknown,
  { input }: { input: { eventId: string; userId: string } },
  context: Context,
) {
  const { userId } = requireViewer(context.viewer);
  const attendeeId = readId(input.userId);
  if (attendeeId === null) return { join: null, event: null, userErrors: [noSuchPerson] };
  const request = { kind: 'remove', userId, attendeeId } as const;
  return seatPayload(input.eventId, await context.desk.submit(input.eventId, request));
}
