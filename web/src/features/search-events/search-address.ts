/** What the address of a search asks for. */
export interface SearchAddress {
  /** As typed, without spaces around it. */
  readonly query: string;
  readonly city: string | null;
  /** In lower case. */
  readonly tag: string | null;
  /** Also events that are over. */
  readonly past: boolean;
}

/** The API takes no longer ones. */
export const longestQuery = 200;

/** Reads the address of a search; what is too long is cut, what is written wrongly isn't there. */
export function readSearchAddress(search: URLSearchParams): SearchAddress {
  return {
    query: (search.get('q') ?? '').trim().slice(0, longestQuery),
    city: search.get('city')?.trim() || null,
    tag: search.get('tag')?.trim().toLowerCase() || null,
    past: search.get('past') === 'yes',
  };
}

/** The address that asks for this. */
export function searchAddress({ query, city, tag, past }: SearchAddress): string {
  const search = new URLSearchParams();
  if (query) search.set('q', query);
  if (city) search.set('city', city);
  if (tag) search.set('tag', tag);
  if (past) search.set('past', 'yes');
  return search.size > 0 ? `/search?${search}` : '/search';
}

/** Whether there is something to look for: the API wants a letter or a digit. */
export const isAnswerable = (query: string): boolean => /[\p{L}\p{N}]/u.test(query);
