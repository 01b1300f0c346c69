/** What the list of one's own joins says. */
export const myJoinsTexts = {
  title: 'My tickets',
  loading: 'Loading your joins',
  list: 'Events you joined',
  behind: 'Over, or called off',
  showTicket: 'Show ticket',
  showTicketFor: (event: string) => `Show ticket: ${event}`,
  emptyTitle: 'You haven’t joined anything yet',
  emptyText: 'What you join is kept here, with your seat or your place in the waitlist.',
  seeEvents: 'See what’s on',
  more: 'Show more',
  loadingMore: 'Loading more…',
  eventMissing: 'This event can’t be shown right now',
  left: 'You left this event. Its page lets you join again.',
  cancelled: 'Cancelled',
  over: 'Over',
};
