import { ANSWER_MS, answerNoSoonerThan } from '../answer-no-sooner-than.ts';
import type { AuthContext } from '../context.ts';
import { tellOfReusedAddressTx } from '../people/tell-of-reused-address.ts';
import { mailLinkTx } from './mail-link.ts';

/**
 * Mails a link that verifies the address to who asks for it while signed in to an account with that address. Where another
 * account has verified it, its owner gets a notice instead; otherwise nothing happens.
 *
 * @returns seconds to wait when too many mails were asked for, else null; the same, and as late, for every address
 */
export async function requestEmailVerification(context: AuthContext, email: string): Promise<number | null> {
  const { database, mailThrottle, clientAddress, viewer } = context;
  return answerNoSoonerThan(ANSWER_MS, async () => {
    const retryAfterSeconds = await mailThrottle.begin({ email, address: clientAddress });
    if (retryAfterSeconds !== null || !viewer) return retryAfterSeconds;
    const own = { id: viewer.userId, email, verifiedEmail: null, deletedAt: null };
    const account = await database.person.findFirst({ where: own });
    if (!account) return null;
    await database.$transaction(async (tx) => {
      if (!(await tellOfReusedAddressTx(tx, email))) await mailLinkTx(tx, account, 'VERIFY_EMAIL');
    });
    return null;
  });
}
