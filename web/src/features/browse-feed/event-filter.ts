import type { FeedFilter } from '../../generated/documents.gen.ts';
import { spanOf, type When, whens } from './when.ts';

/** How a list of events is narrowed down, as its address says it. */
export interface EventFilter {
  readonly city: string | null;
  /** In lower case; an event has to bear one of them. */
  readonly tags: readonly string[];
  readonly when: When;
  readonly onlyFree: boolean;
  readonly onlyOnline: boolean;
}

/** Everything, everywhere. */
export const noFilter: EventFilter = { city: null, tags: [], when: 'any', onlyFree: false, onlyOnline: false };

/** An address that names more was not made here; the API would refuse more than twenty. */
const mostTags = 10;

/** Reads the filter out of an address; what it doesn't say, or says wrongly, doesn't narrow. */
export function readFilter(search: URLSearchParams): EventFilter {
  const when = whens.find((each) => each === search.get('when'));
  const tags = search.getAll('tag').map((tag) => tag.trim().toLowerCase());
  return {
    city: search.get('city')?.trim() || null,
    tags: [...new Set(tags)].filter(Boolean).slice(0, mostTags),
    when: when ?? 'any',
    onlyFree: search.get('seats') === 'free',
    onlyOnline: search.get('online') === 'yes',
  };
}

/** Writes the filter into an address; what doesn't narrow is left out. */
export function writeFilter(search: URLSearchParams, { city, tags, when, onlyFree, onlyOnline }: EventFilter): void {
  if (city) search.set('city', city);
  for (const tag of tags) search.append('tag', tag);
  if (when !== 'any') search.set('when', when);
  if (onlyFree) search.set('seats', 'free');
  if (onlyOnline) search.set('online', 'yes');
}

/** How many things narrow the list. */
export function countNarrowing({ city, tags, when, onlyFree, onlyOnline }: EventFilter): number {
  return Number(city !== null) + tags.length + Number(when !== 'any') + Number(onlyFree) + Number(onlyOnline);
}

/**
 * The filter as the API takes it; null when nothing narrows. Days are those of the viewer's clock, which is looked at only
 * for them: a browser's first look at its zone takes longer than all the rest.
 */
export function toFeedFilter(filter: EventFilter, now: () => Temporal.ZonedDateTime): FeedFilter | null {
  if (countNarrowing(filter) === 0) return null;
  return {
    ...(filter.city && { city: filter.city }),
    ...(filter.tags.length > 0 && { tags: [...filter.tags] }),
    ...(filter.when !== 'any' && spanOf(filter.when, now())),
    ...(filter.onlyOnline && { online: true }),
    ...(filter.onlyFree && { hasSeats: true }),
  };
}
