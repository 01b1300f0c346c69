import { ANSWER_MS, answerNoSoonerThan } from '../answer-no-sooner-than.ts';
import type { AuthContext } from '../context.ts';
import { accountsOf } from '../people/accounts-of.ts';
import { mailLinkTx } from './mail-link.ts';

/**
 * Mails a link that verifies the address to the account that has it: the viewer's own, else the newest. Where there is
 * none, or it is verified already, nothing happens.
 *
 * @returns seconds to wait when too many mails were asked for, else null; the same, and as late, for every address
 */
export async function requestEmailVerification(context: AuthContext, email: string): Promise<number | null> {
  const { database, mailThrottle, clientAddress, viewer } = context;
  return answerNoSoonerThan(ANSWER_MS, async () => {
    const retryAfterSeconds = await mailThrottle.begin({ email, address: clientAddress });
    if (retryAfterSeconds !== null) return retryAfterSeconds;
    const accounts = await accountsOf(database, email);
    const account = accounts.find(({ id }) => id === viewer?.userId) ?? accounts[0];
    const isFree = accounts.every(({ verifiedEmail }) => verifiedEmail === null);
    if (account && isFree) await database.$transaction((tx) => mailLinkTx(tx, account, 'VERIFY_EMAIL'));
    return null;
  });
}
