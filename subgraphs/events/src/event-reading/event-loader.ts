import type { Event, EventsDatabase } from '@cityevents/prisma/events';
import DataLoader from 'dataloader';
import { readId } from '../event-input/event-id.ts';
import { isVisibleTo } from '../rights.ts';

/** Loads events by id, those asked for at once with one statement. Null stands for an unknown one. */
export type EventLoader = DataLoader<string, Event | null>;

/** Makes a loader for one request. */
export function createEventLoader(database: EventsDatabase): EventLoader {
  return new DataLoader(async (ids) => {
    const events = await database.event.findMany({ where: { id: { in: [...ids] } } });
    const byId = new Map(events.map((event) => [event.id, event]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

/** The event, when there is one and the viewer (null: anybody) may know of it. */
export async function readEvent(loader: EventLoader, id: string, viewerId: string | null): Promise<Event | null> {
  const eventId = readId(id);
  const event = eventId && (await loader.load(eventId));
  return event && isVisibleTo(event, viewerId) ? event : null;
}
