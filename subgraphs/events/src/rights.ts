import type { StaffRole } from '@cityevents/messages/event';
import type { Event } from '@cityevents/prisma/events';
import { may, type Viewer } from '@cityevents/viewer';

/**
 * Who may do what in this subgraph. What a key must be allowed to do stands in schema.graphql, field by field
 * (`@requiresScopes`); whose event it is stands here.
 *
 * | anyone | reads events that were published and aren't hidden, and who organizes them |
 * | the organizer | reads their drafts and hidden events too; does all there is to do with their events |
 * | managers | read the draft, hidden or not, and the log too; change, publish and duplicate it; ask people to the door, and send these away |
 * | who is at the door | reads the draft too; leaves the staff, as managers may |
 * | who looks after the platform | reads hidden events too; hides what was published, and shows it again |
 */

/** What somebody is at an event: its organizer, or of its staff. */
export type Role = 'OWNER' | StaffRole;

/** What can be done with an event that exists. */
export type Right =
  | 'update'
  | 'publish'
  | 'schedule'
  | 'cancel'
  | 'duplicate'
  | 'seeLog'
  | 'seeStaff'
  | 'staffDoor'
  | 'staffManagers';

const managing: readonly Right[] = ['update', 'publish', 'schedule', 'duplicate', 'seeLog', 'seeStaff', 'staffDoor'];

const rights: Record<Role, readonly Right[]> = {
  OWNER: [...managing, 'cancel', 'staffManagers'],
  MANAGER: managing,
  DOOR: [],
};

/** Whether somebody who is that at an event (null: a stranger) may do it there. */
export function hasRight(role: Role | null, right: Right): boolean {
  return role !== null && rights[role].includes(right);
}

/** Who works at an event beside its organizer. */
export type Staff = readonly { userId: string | null; role: StaffRole }[];

/** What the person (null: anybody) is at the event. */
export function roleOf(event: Pick<Event, 'organizerId'> & { staff: Staff }, userId: string | null): Role | null {
  if (userId === null) return null;
  if (isOrganizer(event, userId)) return 'OWNER';
  return event.staff.find((member) => member.userId === userId)?.role ?? null;
}

/** Whether the event is the person's own. */
export function isOrganizer(event: Pick<Event, 'organizerId'>, userId: string | null): boolean {
  return event.organizerId === userId;
}

/**
 * Whether somebody who is that at the event may know of it. What was never published is its organizer's and staff's alone,
 * also when thrown away, and so is what is hidden.
 */
export function isVisibleTo(event: Pick<Event, 'publishedAt' | 'hiddenAt'>, role: Role | null): boolean {
  return (event.publishedAt !== null && event.hiddenAt === null) || role !== null;
}

/** Whether the viewer may know of it because they look after the platform. */
export function isVisibleToAdmin(event: Pick<Event, 'publishedAt'>, viewer: Viewer | null): boolean {
  return event.publishedAt !== null && may(viewer, 'admin');
}

/** As whom the viewer reads events: as themselves, unless by a key that isn't allowed to (`events:read`): then as anybody. */
export function readerOf(viewer: Viewer | null): string | null {
  return may(viewer, 'events:read') ? viewer.userId : null;
}
