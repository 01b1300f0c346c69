/** What the list of one's own events says. */
export const dashboardTexts = {
  title: 'Your events',
  newEvent: 'New event',
  tabs: 'Which of your events',
  PUBLISHED: 'Public',
  DRAFT: 'Drafts',
  ENDED: 'Over',
  CANCELLED: 'Cancelled',
  list: 'Events you organize',
  loading: 'Loading your events',
  more: 'Show more',
  loadingMore: 'Loading more…',
  firstText: 'A title and a time are enough to begin. It stays a draft that only you see until you publish it.',
  empty: {
    PUBLISHED: ['Nothing public right now', 'What you publish is here until it is over.'],
    DRAFT: ['No drafts', 'What you begin is kept here until you publish it.'],
    ENDED: ['Nothing is over yet', 'Events move here when they end.'],
    CANCELLED: ['Nothing called off', 'Let’s hope it stays that way.'],
  },
};
