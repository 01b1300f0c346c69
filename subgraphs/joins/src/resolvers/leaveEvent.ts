import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { submitTo } from '../seats/submit-to.ts';
import { seatPayload } from './seat-payload.ts';

export async function leaveEvent(_: unknown, { input }: { input: { eventId: string } }, context: Context) {
  const { userId } = requireViewer(context.viewer);
  return seatPayload(input.eventId, await submitTo(context.engine, input.eventId, { kind: 'leave', userId }));
}
