import type { AuditEntry as AuditEntryRow } from '@cityevents/prisma/events';

export const AuditEntry = {
  actor: ({ actorId }: AuditEntryRow) => toUser(actorId),
  subject: ({ subjectId }: AuditEntryRow) => toUser(subjectId),
};

function toUser(id: string | null) {
  return id && { __typename: 'User', id };
}
