import { requireViewer } from '@cityevents/viewer';
import type { Context } from '../context.ts';
import { publishEvent as publish } from '../event-lifecycle/publish-event.ts';
import { toPayload } from '../payload.ts';

type Arguments = { input: { eventId: string } };

export async function publishEvent(_root: unknown, { input }: Arguments, { database, viewer }: Context) {
  const publisher = requireViewer(viewer);
  return toPayload(await publish(database, publisher, input.eventId));
}
