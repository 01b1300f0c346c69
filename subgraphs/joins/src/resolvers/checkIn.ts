import { requireViewer } from '@cityevents/viewer';
import { type CheckInInput, findAttendee } from '../check-in/find-attendee.ts';
import type { Context } from '../context.ts';
import { seatPayload } from './seat-payload.ts';

export async function checkIn(_: unknown, { input }: { input: CheckInInput }, context: Context) {
  const { userId } = requireViewer(context.viewer);
  const { found, refusal } = await findAttendee(context.database, context.tickets, input);
  if (refusal) return { join: null, event: null, userErrors: [refusal] };
  const { eventId, ...attendee } = found;
  return seatPayload(eventId, await context.desk.submit(eventId, { kind: 'checkIn', userId, ...attendee }));
}
