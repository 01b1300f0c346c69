import type { StaffRole } from '@cityevents/messages/event';
import { type EventStatus, type Standing, statusOf } from '../event-lifecycle/lifecycle.ts';
import { hasRight, isVisibleTo, type Role, roleOf } from '../rights.ts';

/** Of one event, those who are invited among them. */
export const MAX_STAFF = 50;
/** Invitations that one person may send within a day, to all their events: each is a mail to whatever address they like. */
export const MAILS_A_DAY = 100;
/** Between two mails to one address about one event. */
export const MINUTES_BETWEEN = 10;
/** How long an invitation can be accepted. */
export const GOOD_FOR_DAYS = 14;

type Refused = 'EVENT_NOT_FOUND' | 'NOT_ORGANIZER' | 'EVENT_CANCELLED' | 'EVENT_OVER';

/** Whether the person may change who works at the event (null: there is none) in that role. Nobody is asked to what won't be. */
export function barsStaffing(event: Standing | null, viewerId: string, role: StaffRole, now: Date): Refused | null {
  const viewerRole = event && roleOf(event, viewerId);
  if (!event || !isVisibleTo(event, viewerRole)) return 'EVENT_NOT_FOUND';
  if (!mayStaff(viewerRole, role)) return 'NOT_ORGANIZER';
  const barred: Partial<Record<EventStatus, Refused>> = { CANCELLED: 'EVENT_CANCELLED', ENDED: 'EVENT_OVER' };
  return barred[statusOf(event, now)] ?? null;
}

/** Whether somebody who is that at an event may ask people to that role there, and send them away. */
export function mayStaff(viewerRole: Role | null, role: StaffRole): boolean {
  return hasRight(viewerRole, role === 'MANAGER' ? 'staffManagers' : 'staffDoor');
}
