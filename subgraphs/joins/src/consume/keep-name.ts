import type { JoinsDatabase } from '@cityevents/prisma/joins';
import { foldWords } from '@cityevents/service/fold-words';

/**
 * Keeps what somebody is called, unless something newer is known; the name of who is gone is empty. One statement by
 * sequence, so repeating it does nothing and it needs no inbox.
 */
export async function keepName(
  database: JoinsDatabase,
  userId: string,
  displayName: string,
  sequence: number,
): Promise<void> {
  await database.$executeRaw`
    INSERT INTO people AS known (user_id, display_name, name_key, sequence)
    VALUES (${userId}::uuid, ${displayName}, ${nameKeyOf(displayName)}, ${sequence}::bigint)
    ON CONFLICT (user_id) DO UPDATE SET
      display_name = excluded.display_name, name_key = excluded.name_key, sequence = excluded.sequence
    WHERE known.sequence < excluded.sequence`;
}

/** A name as words to search for, each with a blank before it: ` ada lovelace`. */
export function nameKeyOf(displayName: string): string {
  return ` ${foldWords(displayName)}`;
}
