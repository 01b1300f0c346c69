import { locale } from '@cityevents/service/locale';
import { tags } from '@cityevents/service/tags';
import { optionalLine, requiredLine } from '@cityevents/service/text-input';
import { timezone } from '@cityevents/service/timezone';
import { z } from 'zod';
import { DISPLAY_NAME_MAX } from './sign-up-input.ts';

const HOME_CITY_MAX = 80;
const INTERESTS_MAX = 20;

/** Every field of a profile by itself; what is left out stays as it is. */
const profileInput = z.object({
  displayName: requiredLine('name', DISPLAY_NAME_MAX).exactOptional(),
  interests: tags(INTERESTS_MAX).exactOptional(),
  homeCity: optionalLine('home city', HOME_CITY_MAX).exactOptional(),
  timezone: timezone.nullable().exactOptional(),
  locale: locale.nullable().exactOptional(),
  mutedMails: z
    .array(z.string(), { error: "The list of mails can't be cleared by null; give an empty list, or leave it out." })
    .transform((topics) => [...new Set(topics)].sort())
    .exactOptional(),
});

/** What a person asks to change, as the API takes it: of the fields that can't be cleared, null is refused. */
export type UpdateProfileInput = {
  [Name in keyof z.input<typeof profileInput>]: z.input<typeof profileInput>[Name] | null;
};
/** The same as it is stored. */
export type ProfileChanges = z.output<typeof profileInput>;

/** One thing that is wrong with it. */
export type ProfileProblem = { code: (typeof codes)[keyof typeof codes]; field: string; message: string };

const codes = {
  displayName: 'INVALID_DISPLAY_NAME',
  interests: 'INVALID_INTERESTS',
  homeCity: 'INVALID_HOME_CITY',
  timezone: 'INVALID_TIMEZONE',
  locale: 'INVALID_LOCALE',
  mutedMails: 'INVALID_MUTED_MAILS',
} as const;

/** The changes as they are stored, or everything that is wrong with them at once. */
export function readProfileInput(
  input: UpdateProfileInput,
): { ok: true; changes: ProfileChanges } | { ok: false; problems: ProfileProblem[] } {
  const result = profileInput.safeParse(input);
  if (result.success) return { ok: true, changes: result.data };
  // Each once: ten empty tags are one thing to mend.
  const problems = new Map<string, ProfileProblem>();
  for (const { path, message } of result.error.issues) {
    const field = path[0] as keyof typeof codes;
    problems.set(`${field}: ${message}`, { code: codes[field], field, message });
  }
  return { ok: false, problems: [...problems.values()] };
}
