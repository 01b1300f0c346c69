import type { Audience } from '@cityevents/messages/attendees';
import { requireViewer } from '@cityevents/viewer';
import { messageAttendees as message } from '../attendee-messages/message-attendees.ts';
import { readMessageInput } from '../attendee-messages/message-input.ts';
import type { Context } from '../context.ts';
import { readId } from '../read/read-id.ts';
import { eventNotFound } from '../seats/refusals.ts';

type Input = { eventId: string; subject: string; body: string; audience: Audience };

export async function messageAttendees(_: unknown, { input }: { input: Input }, context: Context) {
  const { userId } = requireViewer(context.viewer);
  const eventId = readId(input.eventId);
  if (eventId === null) return { userErrors: [eventNotFound().refusal] };
  const read = readMessageInput(input);
  if (!read.ok) return { event: { id: eventId }, userErrors: read.problems };
  const outcome = await message(context.database, userId, eventId, read.message);
  if (outcome.kind === 'messaged') return { event: { id: eventId }, recipients: outcome.recipients, userErrors: [] };
  return { event: outcome.eventExists ? { id: eventId } : null, userErrors: [outcome.refusal] };
}
