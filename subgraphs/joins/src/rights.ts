import type { StaffRole } from '@cityevents/messages/event';
import { may, type Viewer } from '@cityevents/viewer';

/**
 * Who may do what in this subgraph. What a key must be allowed to do stands in schema.graphql, field by field
 * (`@requiresScopes`); whose it is stands here.
 *
 * | anyone | reads how full an event is |
 * | oneself | joins and leaves; reads one's own joins and tickets, and nobody else's |
 * | the organizer, and managers | see and remove who comes, write to them, set capacity and waitlist limit |
 * | these, and who is at the door | check people in, and see for it who they are and how they stand |
 */

/** What somebody is at an event: its organizer, or of its staff. */
export type Role = 'OWNER' | StaffRole;

/** What the person is at the event; null for who is neither. */
export function roleOf(
  event: { organizerId: string },
  userId: string,
  staffRole: StaffRole | null | undefined,
): Role | null {
  return event.organizerId === userId ? 'OWNER' : (staffRole ?? null);
}

/** Whether the event's seats, and who has them, are theirs to manage. */
export function mayManage(role: Role | null): boolean {
  return role === 'OWNER' || role === 'MANAGER';
}

/** Whether they may let people in. */
export function mayCheckIn(role: Role | null): boolean {
  return role !== null;
}

/** Whose joins the viewer reads: their own, unless by a key that isn't allowed to (`joins:read`): then nobody's. */
export function readerOf(viewer: Viewer | null): string | null {
  return may(viewer, 'joins:read') ? viewer.userId : null;
}
