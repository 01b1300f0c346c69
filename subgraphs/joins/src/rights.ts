import { may, type Viewer } from '@cityevents/viewer';

/**
 * Who may do what in this subgraph. What a key must be allowed to do stands in schema.graphql, field by field
 * (`@requiresScopes`); whose it is stands here.
 *
 * | anyone | reads how full an event is |
 * | oneself | joins and leaves; reads one's own joins, and nobody else's |
 * | the organizer | removes people, writes to them, sets capacity and waitlist limit |
 */

/** Whether the event's seats are the person's to manage. */
export function isOrganizer(event: { organizerId: string }, userId: string): boolean {
  return event.organizerId === userId;
}

/** Whose joins the viewer reads: their own, unless by a key that isn't allowed to (`joins:read`): then nobody's. */
export function readerOf(viewer: Viewer | null): string | null {
  return may(viewer, 'joins:read') ? viewer.userId : null;
}
