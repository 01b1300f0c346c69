import { randomUUIDv7 } from 'node:crypto';
import type { EventsTransaction, Prisma } from '@cityevents/prisma/events';

/** What can be done to an event, as the schema's AuditAction names it. */
export type AuditAction =
  | 'CREATED'
  | 'DUPLICATED'
  | 'IMPORTED'
  | 'UPDATED'
  | 'PUBLISHING_SCHEDULED'
  | 'PUBLISHING_FAILED'
  | 'PUBLISHED'
  | 'CANCELLED'
  | 'HIDDEN'
  | 'UNHIDDEN'
  | 'STAFF_INVITED'
  | 'STAFF_JOINED'
  | 'STAFF_REMOVED'
  | 'CAPACITY_CHANGED'
  | 'WAITLIST_LIMIT_CHANGED'
  | 'ATTENDEE_REMOVED'
  | 'ATTENDEES_MESSAGED';

/** A field that was changed, as it was and as it is. Moments are written as ISO 8601, in UTC. */
export type FieldChange = { field: string; before: unknown; after: unknown };

/** Something that somebody does to an event, to be kept. */
export type Deed = {
  eventId: string;
  at: Date;
  /** Null: somebody who has deleted their account. */
  actorId: string | null;
  action: AuditAction;
  /** Whom it is done to, where it is done to a person. */
  subjectId?: string | null;
  changes?: readonly FieldChange[];
};

/** Keeps what is done to events, in the transaction that does it. Their locks must be held, so that entries stand in the order of deeds. */
export async function recordTx(tx: EventsTransaction, deeds: readonly Deed[]): Promise<void> {
  if (deeds.length === 0) return;
  await tx.auditEntry.createMany({
    data: deeds.map(({ changes = [], ...deed }) => ({
      id: randomUUIDv7(),
      ...deed,
      // What JSON can't carry (a Date) is written as it would be.
      changes: JSON.parse(JSON.stringify(changes)) as Prisma.InputJsonValue,
    })),
  });
}
