import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { seatPayload } from './seat-payload.ts';

export async function leaveEvent(_: unknown, { input }: { input: { eventId: string } }, context: Context) {
  const { userId } = requireViewer(context.viewer);
  return seatPayload(input.eventId, await context.desk.submit(input.eventId, { kind: 'leave', userId }));
}
