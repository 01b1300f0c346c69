import { eventMessage } from '@cityevents/messages/event';
import type { Message } from '@cityevents/messages/message';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { applyEvent } from './apply-event.ts';

/** What joins does with a message: its queue is bound to facts about events alone. */
export function applyMessage(database: JoinsDatabase, message: Message): Promise<void> {
  return applyEvent(database, eventMessage.parse(message));
}
