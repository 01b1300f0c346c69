import type { Event } from '@cityevents/prisma/events';
import { may, type Viewer } from '@cityevents/viewer';

/**
 * Who may do what in this subgraph. What a key must be allowed to do stands in schema.graphql, field by field
 * (`@requiresScopes`); whose event it is stands here.
 *
 * | anyone | reads events that were published, and who organizes them |
 * | the organizer | reads their drafts too; changes, publishes and cancels their events |
 */

/** Whether the event is the person's to change. */
export function isOrganizer(event: Pick<Event, 'organizerId'>, userId: string | null): boolean {
  return event.organizerId === userId;
}

/** Whether the person (null: anybody) may know of the event. What was never published is its organizer's alone, also when thrown away. */
export function isVisibleTo(event: Pick<Event, 'organizerId' | 'publishedAt'>, userId: string | null): boolean {
  return event.publishedAt !== null || isOrganizer(event, userId);
}

/** As whom the viewer reads events: as themselves, unless by a key that isn't allowed to (`events:read`): then as anybody. */
export function readerOf(viewer: Viewer | null): string | null {
  return may(viewer, 'events:read') ? viewer.userId : null;
}
