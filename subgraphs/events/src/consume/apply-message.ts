import type { Message } from '@cityevents/messages/message';
import type { EventsDatabase } from '@cityevents/prisma/events';
import { forgetOrganizer } from './forget-organizer.ts';
import { keepDeed } from './keep-deed.ts';
import { knowPerson } from './know-person.ts';

/** What events does with a message. Its queue is bound to facts about people and to what organizers do elsewhere. */
export async function applyMessage(database: EventsDatabase, message: Message): Promise<void> {
  if (message.type === 'person.registered.v1' || message.type === 'person.updated.v1') {
    await knowPerson(database, message);
  }
  if (message.type === 'organizer.acted.v1') await keepDeed(database, message);
  if (message.type === 'person.deleted.v1') await forgetOrganizer(database, message);
}
