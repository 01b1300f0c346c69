import { ANSWER_MS, answerNoSoonerThan } from '../answer-no-sooner-than.ts';
import type { AuthContext } from '../context.ts';
import { mailLinkTx } from '../email-tokens/mail-link.ts';
import { accountsOf } from '../people/accounts-of.ts';
import { recordSecurityEventTx } from '../security-log/record-security-event.ts';

/**
 * Mails a link to set a new password with to the verified account of the address, else to the newest that has it. Where
 * there is none, nothing happens.
 *
 * @returns seconds to wait when too many mails were asked for, else null; the same, and as late, for every address
 */
export async function requestPasswordReset(context: AuthContext, email: string): Promise<number | null> {
  const { database, mailThrottle, clientAddress, origin } = context;
  return answerNoSoonerThan(ANSWER_MS, async () => {
    const retryAfterSeconds = await mailThrottle.begin({ email, address: clientAddress });
    if (retryAfterSeconds !== null) return retryAfterSeconds;
    const [account] = await accountsOf(database, email);
    if (!account) return null;
    await database.$transaction(async (tx) => {
      const isMailed = await mailLinkTx(tx, account, 'RESET_PASSWORD');
      if (isMailed) await recordSecurityEventTx(tx, account.id, 'PASSWORD_RESET_REQUESTED', origin);
    });
    return null;
  });
}
