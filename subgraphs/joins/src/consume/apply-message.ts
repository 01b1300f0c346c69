import type { Message } from '@cityevents/messages/message';
import type { JoinsDatabase } from '@cityevents/prisma/joins';
import type { SeatEngine } from '../seats/seat-engine.ts';
import { applyEvent } from './apply-event.ts';
import { forgetPerson } from './forget-person.ts';
import { keepName } from './keep-name.ts';

/** What joins does with a message. Its queue is bound to facts about events and people; others don't concern it. */
export async function applyMessage(database: JoinsDatabase, engine: SeatEngine, message: Message): Promise<void> {
  switch (message.type) {
    case 'event.published.v1':
    case 'event.updated.v1':
    case 'event.cancelled.v1':
      return applyEvent(database, message);
    case 'person.registered.v1':
    case 'person.updated.v1':
      return keepName(database, message.data.userId, message.data.displayName, message.sequence);
    case 'person.deleted.v1':
      await keepName(database, message.data.userId, '', message.sequence);
      return forgetPerson(database, engine, message.data.userId);
  }
}
