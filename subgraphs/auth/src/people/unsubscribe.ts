import type { AuthDatabase } from '@cityevents/prisma/auth';
import { lockPersonOfMailTx } from './lock-person.ts';
import { tellPersonTx } from './tell-person.ts';

/**
 * Adds to the mails that somebody doesn't want, by the key that stands in each of them: no other proof is asked for, since
 * whoever reads a mail may stop it (RFC 8058). What is there already stays.
 *
 * @returns false when the key is nobody's
 */
export async function unsubscribe(database: AuthDatabase, key: string, topic: string): Promise<boolean> {
  return database.$transaction(async (tx) => {
    const person = await lockPersonOfMailTx(tx, key);
    if (!person) return false;
    const mutedMails = [...new Set([...person.mutedMails, topic])].sort();
    if (mutedMails.length > person.mutedMails.length) await tellPersonTx(tx, person.id, { mutedMails });
    return true;
  });
}
