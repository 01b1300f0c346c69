import { de } from './de.ts';
import { en } from './en.ts';
import type { MailWords } from './words.ts';

const byLanguage: Record<string, MailWords> = { en, de };

/** The language a mail is written in, and how dates are written in it. */
export interface Language {
  words: MailWords;
  /** As in the reader's country, where that is known: "4 May" or "May 4". */
  locale: string;
}

/** The language for a reader: theirs where there are words in it, else English. Dates go with the words. */
export function languageFor(locale: string | null): Language {
  const words = byLanguage[locale === null ? 'en' : new Intl.Locale(locale).language];
  return words && locale !== null ? { words, locale } : { words: en, locale: en.locale };
}
