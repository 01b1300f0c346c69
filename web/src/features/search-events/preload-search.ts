import { preload } from '../../app/preload.ts';
import { SearchEventsDocument, type SearchEventsQueryVariables } from '../../generated/documents.gen.ts';
import { isAnswerable, readSearchAddress, type SearchAddress } from './search-address.ts';

/** What the search's query is asked with. */
export function searchVariables({ query, city, tag, past }: SearchAddress): SearchEventsQueryVariables {
  const filter = { ...(city && { city }), ...(tag && { tags: [tag] }) };
  return { query, filter: Object.keys(filter).length > 0 ? filter : null, includeEnded: past };
}

/** Asks for the first page of what the address looks for. */
export function preloadSearch(address: string): null {
  const asked = readSearchAddress(new URL(address).searchParams);
  return isAnswerable(asked.query) ? preload(SearchEventsDocument, searchVariables(asked)) : null;
}
