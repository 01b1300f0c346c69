import { NO_EMAIL, readEmail } from '@cityevents/service/email-address';
import { locale } from '@cityevents/service/locale';
import { requiredLine } from '@cityevents/service/text-input';
import { z } from 'zod';
import { passwordProblem } from '../passwords/password-rules.ts';

export const DISPLAY_NAME_MAX = 80;

/** What a person typed to sign up. */
export type SignUpInput = { email: string; password: string; displayName: string; locale?: string | null };

/** One thing that is wrong with it. */
export type SignUpProblem = {
  code: 'INVALID_EMAIL' | 'INVALID_PASSWORD' | 'INVALID_DISPLAY_NAME' | 'INVALID_LOCALE';
  field: keyof SignUpInput;
  message: string;
};

const signUpInput = z.object({
  email: z.string().transform((text, context) => {
    const email = readEmail(text);
    if (email !== null) return email;
    return refuse(context, text, NO_EMAIL);
  }),
  password: z.string().transform((text, context) => {
    const problem = passwordProblem(text);
    return problem === null ? text : refuse(context, text, problem);
  }),
  // Without line breaks, which forge lines in mails.
  displayName: requiredLine('name', DISPLAY_NAME_MAX),
  locale: locale.nullable().exactOptional(),
});

const codes = {
  email: 'INVALID_EMAIL',
  password: 'INVALID_PASSWORD',
  displayName: 'INVALID_DISPLAY_NAME',
  locale: 'INVALID_LOCALE',
} as const;

/** The input as accounts know it, or everything that is wrong with it at once. */
export function readSignUpInput(
  input: SignUpInput,
): { ok: true; input: SignUpInput } | { ok: false; problems: SignUpProblem[] } {
  const result = signUpInput.safeParse(input);
  if (result.success) return { ok: true, input: result.data };
  const problems = result.error.issues.map((issue) => {
    const field = issue.path[0] as keyof SignUpInput;
    return { code: codes[field], field, message: issue.message };
  });
  return { ok: false, problems };
}

function refuse(context: z.RefinementCtx, input: string, message: string): never {
  context.addIssue({ code: 'custom', input, message });
  return z.NEVER;
}
