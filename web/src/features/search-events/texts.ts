import { locale } from '../../components/date-format.ts';

const count = (value: number) => value.toLocaleString(locale);

/** What the search says. */
export const searchTexts = {
  title: 'Search',
  titleFor: (query: string) => `“${query}”`,
  field: 'What are you looking for?',
  placeholder: 'A name, a place, a tag',
  clear: 'Clear the search',
  intro: 'Type the beginning of a name, a place or a tag. A slip of the finger is forgiven.',
  unsearchable: (query: string) => `There is nothing to search by in “${query}”. Type a letter or a digit.`,
  ideas: 'For example',
  searching: 'Searching…',
  found: (total: number) => (total === 1 ? '1 event' : `${count(total)} events`),
  didYouMean: (words: string) => `Nothing is spelled quite like that. These are like “${words}”.`,
  narrowTag: 'Narrow down by tag',
  narrowCity: 'Narrow down by city',
  withCount: (value: string, events: number) => `${value} (${count(events)})`,
  past: 'Also events that are over',
  nothing: (query: string) => `Nothing like “${query}”`,
  nothingMore: 'Try fewer words, or the beginning of one.',
  nothingNarrowed: 'There may be some elsewhere, or with other tags.',
  widen: 'Search everywhere',
  seeEvents: 'See what’s on',
};
