import { noMoment } from '@cityevents/service/date-time';
import { requiredLine } from '@cityevents/service/text-input';
import { type ApiKeyScope, apiKeyScopes } from '@cityevents/viewer/scopes';
import { z } from 'zod';

const NAME_MAX = 80;
const LONGEST_LIFE_YEARS = 10;

/** What an owner asks for, as the API takes it. */
export type CreateApiKeyInput = { name: string; scopes: string[]; expiresAt?: Date | null };

/** The same, checked. */
export type NewApiKey = { name: string; scopes: ApiKeyScope[]; expiresAt: Date | null };

/** One thing that is wrong with it. */
export type ApiKeyProblem = {
  code: 'INVALID_NAME' | 'INVALID_SCOPES' | 'INVALID_EXPIRY';
  field: keyof CreateApiKeyInput;
  message: string;
};

const codes = { name: 'INVALID_NAME', scopes: 'INVALID_SCOPES', expiresAt: 'INVALID_EXPIRY' } as const;
const known = `The scopes are ${apiKeyScopes.join(', ')}.`;

const scopes = z
  .array(z.string())
  .min(1, `Give the key at least one scope. ${known}`)
  .transform((names, context) => {
    const unknown = names.find((name) => !(apiKeyScopes as readonly string[]).includes(name));
    if (unknown === undefined) return apiKeyScopes.filter((scope) => names.includes(scope));
    context.addIssue({ code: 'custom', message: `There is no scope "${unknown.slice(0, 40)}". ${known}` });
    return z.NEVER;
  });

/** The input as keys are stored, or everything that is wrong with it at once. */
export function readApiKeyInput(
  input: CreateApiKeyInput,
  now: Date,
): { ok: true; key: NewApiKey } | { ok: false; problems: ApiKeyProblem[] } {
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + LONGEST_LIFE_YEARS);
  const expiry = z
    .date({ error: ({ input }) => noMoment('expiry (expiresAt)', input) })
    .min(now, 'The expiry has passed; choose a moment to come, or leave it out.')
    .max(latest, `A key lives ${LONGEST_LIFE_YEARS} years at most; choose an earlier expiry, or leave it out.`);
  const shape = z.object({
    name: requiredLine('name', NAME_MAX),
    scopes,
    expiresAt: expiry.nullish().transform((date) => date ?? null),
  });
  const result = shape.safeParse(input);
  if (result.success) return { ok: true, key: result.data };
  const problems = result.error.issues.map(({ path, message }) => {
    const field = path[0] as keyof CreateApiKeyInput;
    return { code: codes[field], field, message };
  });
  return { ok: false, problems };
}
