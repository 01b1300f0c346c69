import { preload } from '../../app/preload.ts';
import { FeedDocument, type FeedQueryVariables } from '../../generated/documents.gen.ts';
import { toFeedFilter } from './event-filter.ts';
import { type FeedAddress, readFeedAddress } from './feed-address.ts';

/** What the feed's query is asked with today. */
export function feedVariables({ kind, filter }: FeedAddress): FeedQueryVariables {
  return { kind, filter: toFeedFilter(filter, () => Temporal.Now.zonedDateTimeISO()) };
}

/** Asks for the first page of what the address shows. */
export function preloadFeed(address: string): null {
  return preload(FeedDocument, feedVariables(readFeedAddress(new URL(address).searchParams)));
}
