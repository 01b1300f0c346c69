import { CommandError } from '@cityevents/command/command';
import { z } from 'zod';
import { type GraphqlClient, userErrors } from './graphql-client.ts';

export const demoOrganizer = 'organizer@cityevents.test';
const demoPassword = 'cityevents-demo';

const shape = z.object({ signIn: z.object({ accessToken: z.string().nullable(), userErrors }) });

/**
 * Signs in through the public API; the password is the option's, the environment's CITYEVENTS_PASSWORD, or the demo
 * login's where the demo is (never in production).
 *
 * @returns the access token.
 */
export async function signIn(
  client: GraphqlClient,
  environment: Record<string, string>,
  email: string,
  option?: string,
): Promise<string> {
  const isDemo = environment.NODE_ENV !== 'production' && email === demoOrganizer;
  const password = option ?? environment.CITYEVENTS_PASSWORD ?? (isDemo ? demoPassword : undefined);
  if (password === undefined) throw new CommandError(`Set CITYEVENTS_PASSWORD to the password of ${email}.`);
  const { signIn } = await client.requestPatiently(
    shape,
    'mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code message } } }',
    { input: { email, password } },
  );
  if (signIn.accessToken !== null) return signIn.accessToken;
  throw new CommandError(`Signing in as ${email} was refused: ${signIn.userErrors.map((e) => e.message).join(' ')}`);
}
