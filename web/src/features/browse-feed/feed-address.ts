import type { FeedKind } from '../../generated/documents.gen.ts';

/** What the feed's address asks for. */
export interface FeedAddress {
  readonly kind: FeedKind;
  readonly city: string | null;
}

const kindNames = { trending: 'TRENDING', upcoming: 'UPCOMING', newest: 'NEWEST' } as const;

/** Reads the address; what it doesn't say, or says wrongly, is the plain feed. */
export function readFeedAddress(search: URLSearchParams): FeedAddress {
  const name = search.get('sort') ?? '';
  const kind = Object.hasOwn(kindNames, name) ? kindNames[name as keyof typeof kindNames] : 'TRENDING';
  return { kind, city: search.get('city')?.trim() || null };
}

/** The address that asks for this; the plain feed has the plain address. */
export function feedAddress({ kind, city }: FeedAddress): string {
  const search = new URLSearchParams();
  if (kind !== 'TRENDING') search.set('sort', kind.toLowerCase());
  if (city) search.set('city', city);
  return search.size > 0 ? `/?${search}` : '/';
}
