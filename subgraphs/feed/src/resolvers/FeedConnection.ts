import type { Matches } from '../search/count-matches.ts';

/** Only a search counts, and only when asked to. */
type Counted = { count?: () => Promise<Matches> };

export const FeedConnection = {
  totalCount: async ({ count }: Counted) => (await count?.())?.totalCount ?? null,
  facets: async ({ count }: Counted) => (await count?.()) ?? null,
};
