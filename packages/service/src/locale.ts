import { z } from 'zod';

/** Longer than any that is in use; RFC 5646 (section 4.4.1) asks for 35 at least. */
const LOCALE_MAX = 35;

/** A language tag as RFC 5646 (BCP 47) has it, in its canonical spelling: "de-at" becomes "de-AT". */
export const locale = z
  .string({ error: "The language can't be cleared; leave it out to keep what is there." })
  .transform((tag, context) => {
    const known = canonical(tag.trim());
    if (known !== null) return known;
    const shown = tag.length > LOCALE_MAX ? `${tag.slice(0, LOCALE_MAX).toWellFormed()}…` : tag;
    context.addIssue({ code: 'custom', message: `"${shown}" is no language tag; give one such as en or de-AT.` });
    return z.NEVER;
  });

function canonical(tag: string): string | null {
  if (tag.length > LOCALE_MAX) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
