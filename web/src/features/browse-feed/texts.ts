import type { FeedKind } from '../../generated/documents.gen.ts';

/** What the feed says. */
export const feedTexts = {
  title: 'What’s on',
  titleIn: (city: string) => `What’s on in ${city}`,
  intro: 'Seats as they are this second. One tap, and you’re in.',
  kinds: { TRENDING: 'Trending', UPCOMING: 'Upcoming', NEWEST: 'Newest' } satisfies Partial<Record<FeedKind, string>>,
  orders: 'Order',
  city: 'City',
  cityPlaceholder: 'All cities',
  applyCity: 'Show events in this city',
  clearCity: 'Show all cities',
  list: 'Events',
  loading: 'Loading events',
  more: 'Show more',
  loadingMore: 'Loading more…',
  end: 'That’s everything for now.',
  emptyTitle: 'Nothing here yet',
  emptyText: 'New events appear here as soon as they are published.',
  emptyCityTitle: (city: string) => `Nothing in ${city} yet`,
  emptyCityText: 'Try the city’s name as the organizer would write it, or look everywhere.',
  missing: (count: number) =>
    count === 1 ? 'One event can’t be shown right now.' : `${count} events can’t be shown right now.`,
  startOver: 'Start from the top',
  there: (moment: string) => `There: ${moment}`,
};
