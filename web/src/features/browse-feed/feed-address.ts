import type { FeedKind } from '../../generated/documents.gen.ts';
import { type EventFilter, readFilter, writeFilter } from './event-filter.ts';

/** What the feed's address asks for. */
export interface FeedAddress {
  readonly kind: FeedKind;
  readonly filter: EventFilter;
}

const kindNames = { trending: 'TRENDING', 'for-you': 'FOR_YOU', upcoming: 'UPCOMING', newest: 'NEWEST' } as const;

/** Reads the address; what it doesn't say, or says wrongly, is the plain feed. */
export function readFeedAddress(search: URLSearchParams): FeedAddress {
  const name = search.get('sort') ?? '';
  const kind = Object.hasOwn(kindNames, name) ? kindNames[name as keyof typeof kindNames] : 'TRENDING';
  return { kind, filter: readFilter(search) };
}

/** The address that asks for this; the plain feed has the plain address. */
export function feedAddress({ kind, filter }: FeedAddress): string {
  const search = new URLSearchParams();
  if (kind !== 'TRENDING') search.set('sort', kind.toLowerCase().replace('_', '-'));
  writeFilter(search, filter);
  return search.size > 0 ? `/?${search}` : '/';
}
