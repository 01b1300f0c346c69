import type { FeedContext } from '../context.ts';
import { recordView as record } from '../views/record-view.ts';

export async function recordView(_: unknown, { input }: { input: { eventId: string } }, context: FeedContext) {
  const at = new Date();
  const viewer = context.viewer?.userId ?? (await context.anonymousViewers.keyOf(context.clientAddress, at));
  const outcome = await record(context.database, { eventId: input.eventId, viewer, at });
  if (outcome === 'EVENT_NOT_FOUND') return { counted: false, userErrors: [eventNotFound] };
  return { counted: outcome === 'COUNTED', userErrors: [] };
}

const eventNotFound = {
  code: 'EVENT_NOT_FOUND',
  message: 'There is no such event, or it is not open to the public.',
  field: ['input', 'eventId'],
};
