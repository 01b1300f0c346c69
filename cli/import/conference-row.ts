import { z } from 'zod';

/** Null and the empty string say the same as a field that isn't there. */
const absent = (value: unknown) => (value === null || value === '' ? undefined : value);

const line = (max: number) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, 'is empty')
        .max(max, `is longer than ${max} characters`)
        .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'has characters that no text has'),
    );
const optionalLine = (max: number) => z.preprocess(absent, line(max).optional());

const date = z.iso
  .date({ abort: true, error: (issue) => (issue.input === undefined ? 'is missing' : 'is not a date like 2026-05-04') })
  .refine((text) => text >= '1900' && text < '3000', 'is not between 1900 and 2999');

/** One conference, as the collection writes it; see mapping.ts for what becomes of each field. */
export const conferenceRow = z
  .object({
    name: line(200),
    url: line(2000).refine(isWebAddress, 'is not an http or https address'),
    startDate: date,
    endDate: date,
    city: optionalLine(120),
    country: optionalLine(120),
    online: z.preprocess(absent, z.boolean().optional()),
    topic: optionalLine(40),
    locales: optionalLine(200),
    cfpUrl: optionalLine(2000),
    cfpEndDate: z.preprocess(absent, date.optional()),
    cocUrl: optionalLine(2000),
    offersSignLanguageOrCC: z.preprocess(absent, z.boolean().optional()),
    twitter: optionalLine(200),
    mastodon: optionalLine(200),
    bluesky: optionalLine(200),
  })
  .refine((row) => row.endDate >= row.startDate, { path: ['endDate'], error: 'is before startDate' });

export type ConferenceRow = z.infer<typeof conferenceRow>;

/** Whether it is an http(s) address the API takes. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
