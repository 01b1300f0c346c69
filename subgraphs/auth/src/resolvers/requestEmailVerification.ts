import type { AuthContext } from '../context.ts';
import { requestEmailVerification as request } from '../email-tokens/request-email-verification.ts';
import { mailRequestPayload } from './mail-request-payload.ts';

export function requestEmailVerification(_parent: unknown, args: { input: { email: string } }, context: AuthContext) {
  return mailRequestPayload(args.input, (email) => request(context, email));
}
