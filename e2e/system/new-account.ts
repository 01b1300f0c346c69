import { createPeople } from '@cityevents/auth/people/create-people';
import { ask } from './public-api.ts';
import { runId, variable } from './running-system.ts';

/** Somebody who can sign in, as people do. */
export type Account = { userId: string; email: string; password: string; accessToken: string };

/** A new account with a password, its address verified. */
export async function newAccount(): Promise<Account> {
  const password = `a long password ${runId}`;
  const access = { AUTH_DATABASE_URL: variable('AUTH_DATABASE_URL'), AUTH_KEYS_FILE: variable('AUTH_KEYS_FILE') };
  const [created] = await Array.fromAsync(createPeople(access, { count: 1, password }));
  return { ...created!, password };
}

/** A new access token of the account's. */
export async function signInAgain({ email, password }: Account): Promise<string> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code } } }';
  const { signIn } = await ask(query, { input: { email, password } });
  if (!signIn.accessToken) throw new Error(`${email} could not sign in: ${JSON.stringify(signIn.userErrors)}`);
  return signIn.accessToken;
}
