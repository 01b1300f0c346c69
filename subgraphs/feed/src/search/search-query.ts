import { createHash } from 'node:crypto';
import { badArgument } from '@cityevents/connections/bad-argument';
import type { FeedFilter } from '../listing/feed-filter.ts';
import { foldWords } from './fold-words.ts';

/** What somebody looks for. */
export type SearchQuery = {
  /** The query as words, for comparing it with titles. */
  text: string;
  /** Each must be found. */
  words: string[];
};

const MOST_CHARACTERS = 200;
const MOST_WORDS = 10;
/** Everywhere, in every language with Latin letters: they say nothing beside longer ones. */
const SHORT = /^[a-z0-9]{1,2}$/;

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
  const all = [...new Set(text.split(' '))];
  const long = all.filter((word) => !SHORT.test(word));
  return { text, words: (long.length > 0 ? long : all).slice(0, MOST_WORDS) };
}

/** The name of a search in its cursors: another one for everything else that could be asked. */
export function searchName({ text }: SearchQuery, filter: FeedFilter, includeEnded: boolean): string {
  const { city, tags, startsAfter, startsBefore, online, hasSeats } = filter;
  const asked = [text, includeEnded, city, tags, startsAfter, startsBefore, online, hasSeats].map(
    (value) => value ?? null,
  );
  return `search-${createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 12)}`;
}
