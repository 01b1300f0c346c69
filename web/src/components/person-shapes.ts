import { z } from 'zod';
import { personTexts } from './person-texts.ts';

const leastPassword = 10;
const mostPassword = 256;

/** As the API counts: an accent that is typed by itself is part of its letter. */
const lengthOf = (text: string): number => [...text.normalize('NFC')].length;

/** One line of text, `''` among them, with the API's limit. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .refine((text) => lengthOf(text) <= most, personTexts.tooLong(most));

/** The e-mail address that an account goes by. */
export const email = z
  .string()
  .trim()
  .min(1, personTexts.emailMissing)
  .pipe(z.email(personTexts.noEmail).max(254, personTexts.noEmail));

/** The password there is: any, as long as it is there. */
export const password = z.string().min(1, personTexts.passwordMissing);

/** A password to come. The API knows some more that won't do. */
export const newPassword = z
  .string()
  .refine((text) => lengthOf(text) >= leastPassword, {
    error: ({ input }) => personTexts.passwordShort(lengthOf(String(input)), leastPassword),
  })
  .refine((text) => lengthOf(text) <= mostPassword, personTexts.passwordLong(mostPassword));

/** What a person is called. */
export const displayName = line(80).min(1, personTexts.nameMissing);
