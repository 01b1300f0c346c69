import type { NotificationsDatabase } from '@cityevents/prisma/notifications';

/** Longer than an invitation is good, and than its message may come again. */
const KEPT_DAYS = 45;

/** Deletes mails that asked somebody to work at an event: their addresses are nobody's account's. */
export async function forgetOldInvitations(database: NotificationsDatabase): Promise<void> {
  await database.$executeRaw`
    DELETE FROM deliveries
    WHERE kind = 'staff-invitation' AND created_at < now() - make_interval(days => ${KEPT_DAYS}::int)`;
}
