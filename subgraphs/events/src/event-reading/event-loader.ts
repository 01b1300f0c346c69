import type { Event, EventsDatabase } from '@cityevents/prisma/events';
import DataLoader from 'dataloader';
import type { Context } from '../context.ts';
import { readId } from '../event-input/event-id.ts';
import { isVisibleTo, isVisibleToAdmin } from '../rights.ts';

/** Loads events by id, those asked for at once with one statement. Null stands for an unknown one. */
export type EventLoader = DataLoader<string, Event | null>;

type Reading = Pick<Context, 'eventLoader' | 'roleOf' | 'viewer'>;

/** Makes a loader for one request. */
export function createEventLoader(database: EventsDatabase): EventLoader {
  return new DataLoader(async (ids) => {
    const events = await database.event.findMany({ where: { id: { in: [...ids] } } });
    const byId = new Map(events.map((event) => [event.id, event]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/**
 * The event, when there is one and the viewer may know of it. Only of what isn't shown to anybody it is asked what they are there.
 */
export async function readEvent({ eventLoader, roleOf, viewer }: Reading, id: string): Promise<Event | null> {
  const eventId = readId(id);
  const event = eventId && (await eventLoader.load(eventId));
  if (!event) return null;
  const isSeen = isVisibleTo(event, null) || isVisibleToAdmin(event, viewer) || isVisibleTo(event, await roleOf(event));
  return isSeen ? event : null;
}
