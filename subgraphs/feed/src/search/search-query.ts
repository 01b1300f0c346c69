import { createHash } from 'node:crypto';
import { badArgument } from '@cityevents/connections/bad-argument';
import { foldWords } from '@cityevents/service/fold-words';
import type { FeedFilter } from '../listing/feed-filter.ts';

/** What somebody looks for. */
export type SearchQuery = {
  /** The query as words, for comparing it with titles. */
  text: string;
  /** The better they are found, the higher an event ranks. */
  words: string[];
  /** Those of them that must be found. */
  required: string[];
};

const MOST_CHARACTERS = 200;
const MOST_WORDS = 10;
/**
 * In languages with Latin letters they are everywhere, and one with a slip in it can be any other: beside longer words
 * they say only what ranks higher.
 */
const SHORT = /^[a-z0-9]{1,3}$/;

/**
 * Reads what was typed.
 *
 * @throws GraphQLError BAD_USER_INPUT when it is too long, or has nothing in it to search for.
 */
export function readQuery(query: string): SearchQuery {
  if (query.length > MOST_CHARACTERS) {
    throw badArgument('query', `must be ${MOST_CHARACTERS} characters at most, and was ${query.length} long.`);
  }
  const text = foldWords(query);
  if (text === '') throw badArgument('query', 'must have a letter or a digit in it.');
  const words = [...new Set(text.split(' '))].slice(0, MOST_WORDS);
  const long = words.filter((word) => !SHORT.test(word));
  return { text, words, required: long.length > 0 ? long : words };
}

/** The name of a search in its cursors: another one for everything else that could be asked. */
export function searchName({ text }: SearchQuery, filter: FeedFilter, includeEnded: boolean): string {
  const { city, tags, startsAfter, startsBefore, online, hasSeats } = filter;
  const asked = [text, includeEnded, city, tags, startsAfter, startsBefore, online, hasSeats].map(
    (value) => value ?? null,
  );
  return `search-${createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 12)}`;
}
