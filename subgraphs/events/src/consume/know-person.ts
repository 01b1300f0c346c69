import type { PersonChanged } from '@cityevents/messages/person';
import { claimTx } from '@cityevents/messaging/inbox';
import type { EventsDatabase } from '@cityevents/prisma/events';
import { inTransaction } from '../transaction.ts';

/** Remembers whether somebody's address was shown to be theirs, unless something newer is known. */
export async function knowPerson(database: EventsDatabase, message: PersonChanged): Promise<void> {
  const { userId, emailVerified } = message.data;
  await inTransaction(database, async (tx) => {
    if (!(await claimTx(tx, 'events', message))) return;
    await tx.$executeRaw`
      INSERT INTO people AS known (user_id, email_verified, sequence)
      VALUES (${userId}::uuid, ${emailVerified}, ${message.sequence}::bigint)
      ON CONFLICT (user_id) DO UPDATE SET
        email_verified = excluded.email_verified, sequence = excluded.sequence
      WHERE known.sequence < excluded.sequence`;
  });
}
