import type { Message } from '@cityevents/messages/message';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { SeatEngine } from '../seats/seat-engine.ts';
import { applyEvent } from './apply-event.ts';
import { forgetPerson } from './forget-person.ts';

/** What joins does with a message. Its queue is bound to facts about events and to deleted accounts; others don't concern it. */
export async function applyMessage(database: JoinsDatabase, engine: SeatEngine, message: Message): Promise<void> {
  if (message.owner === 'events') await applyEvent(database, message);
  if (message.type === 'person.deleted.v1') await forgetPerson(database, engine, message.data.userId);
}
