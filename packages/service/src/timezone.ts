import { z } from 'zod';

/** The name of a zone in the IANA database, links such as Asia/Calcutta included; upper and lower case put right. */
export const timezone = z
  .string({ error: "The timezone can't be cleared; leave it out to keep what is there." })
  .transform((name, context) => {
    const known = ianaName(name.trim());
    if (known !== null) return known;
    context.addIssue({ code: 'custom', message: unknownZone(name.trim()) });
    return z.NEVER;
  });

function ianaName(name: string): string | null {
  // Intl also takes offsets (+01:00). They are no zones: they know nothing of summer time.
  if (!/^[A-Za-z]/.test(name)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // For a link Intl answers with the zone it points to, of another name, and at times the older one: keep what was given.
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return null;
  }
}

function unknownZone(name: string): string {
  const shown = name.length > 60 ? `${name.slice(0, 60).toWellFormed()}…` : name;
  const city = `/${name.toLowerCase().replaceAll(' ', '_')}`;
  const meant = Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().endsWith(city));
  const advice = meant ? `did you mean ${meant}?` : 'give an IANA name such as Europe/Vienna, or UTC.';
  return `The timezone "${shown}" is not known; ${advice}`;
}
