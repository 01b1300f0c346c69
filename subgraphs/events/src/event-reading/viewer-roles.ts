import type { Event, EventsDatabase, StaffRole } from '@cityevents/prisma/events';
import DataLoader from 'dataloader';
import { isOrganizer, type Role } from '../rights.ts';

/** What the viewer is at an event; null for a stranger. */
export type ViewerRole = (event: Pick<Event, 'id' | 'organizerId'>) => Promise<Role | null>;

/** Makes that for one request, of a person or anybody (null): one statement for the events asked about at once. */
export function createViewerRole(database: EventsDatabase, viewerId: string | null): ViewerRole {
  if (viewerId === null) return async () => null;
  const staffRoles = new DataLoader<string, StaffRole | null>(async (eventIds) => {
    const rows = await database.staffMember.findMany({
      where: { userId: viewerId, eventId: { in: [...eventIds] } },
      select: { eventId: true, role: true },
    });
    const roles = new Map(rows.map(({ eventId, role }) => [eventId, role]));
    return eventIds.map((eventId) => roles.get(eventId) ?? null);
  });
  return async (event) => (isOrganizer(event, viewerId) ? 'OWNER' : staffRoles.load(event.id));
}
