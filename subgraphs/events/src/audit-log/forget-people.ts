import type { EventsTransaction } from '@cityevents/prisma/events';

/** Takes somebody out of what was done by them and to them; that it was done stays. */
export async function forgetInLogTx(tx: EventsTransaction, userId: string): Promise<void> {
  await tx.auditEntry.updateMany({ where: { actorId: userId }, data: { actorId: null } });
  await tx.auditEntry.updateMany({ where: { subjectId: userId }, data: { subjectId: null } });
}
