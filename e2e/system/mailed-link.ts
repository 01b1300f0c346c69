import { vi } from 'vitest';
import { mailsTo } from './mailbox.ts';
import { ask } from './public-api.ts';

/** The address of the latest link mailed to somebody that leads to a page, as soon as it is there. */
export function mailedLink(
  email: string,
  page: 'verify-email' | 'reset-password' | 'staff-invitation',
): Promise<string> {
  return vi.waitFor(
    async () => {
      const links = (await mailsTo(email)).flatMap(
        ({ text }) => new RegExp(`https?://\\S+/${page}#token=[\\w-]+`).exec(text)?.[0] ?? [],
      );
      const latest = links.at(-1);
      if (latest === undefined) throw new Error(`No link to ${page} was mailed to ${email}`);
      return latest;
    },
    { timeout: 90_000, interval: 250 },
  );
}

/** Verifies an address by the link that was mailed when its account was made, as who is signed in to that. */
export async function verifyByMail(email: string, accessToken: string): Promise<void> {
  const token = (await mailedLink(email, 'verify-email')).split('#token=')[1];
  const { verifyEmail } = await ask(
    'mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) { email userErrors { code } } }',
    { input: { token } },
    accessToken,
  );
  if (verifyEmail.email !== email) throw new Error(`${email} could not be verified: ${JSON.stringify(verifyEmail)}`);
}
