import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { toPayload } from '../payload.ts';
import { schedulePublishing as schedule } from '../publishing/schedule-publishing.ts';

type Arguments = { input: { eventId: string; publishAt?: Date | null } };

export async function schedulePublishing(_root: unknown, { input }: Arguments, { database, viewer }: Context) {
  const publisher = requireViewer(viewer);
  return toPayload(await schedule(database, publisher, input.eventId, input.publishAt));
}
