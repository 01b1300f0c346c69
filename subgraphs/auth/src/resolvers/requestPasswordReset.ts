import type { AuthContext } from '../context.ts';
import { requestPasswordReset as request } from '../passwords/request-password-reset.ts';
import { mailRequestPayload } from './mail-request-payload.ts';

export function requestPasswordReset(_parent: unknown, args: { input: { email: string } }, context: AuthContext) {
  return mailRequestPayload(args.input, (email) => request(context, email));
}
