import type { Message } from '@cityevents/messages/message';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { applyEvent } from './apply-event.ts';

/** What joins does with a message. Its queue is bound to facts about events alone; others would not concern it. */
export async function applyMessage(database: JoinsDatabase, message: Message): Promise<void> {
  if (message.owner === 'events') await applyEvent(database, message);
}
