import type { AuditAction } from '../../generated/documents.gen.ts';
import { staffTexts } from '../manage-staff/texts.ts';
import { messageTexts } from '../message-attendees/texts.ts';

/** What each thing done to an event is called; `whom` is the person it was done to, where there is one. */
export const actionTexts: Record<AuditAction, (whom: string | null) => string> = {
  CREATED: () => 'Made as a draft',
  DUPLICATED: () => 'Made as a copy of another event',
  IMPORTED: () => 'Imported, and public',
  UPDATED: () => 'Changed',
  PUBLISHING_SCHEDULED: () => 'Set when it publishes itself',
  PUBLISHING_FAILED: () => 'Could not publish itself',
  PUBLISHED: () => 'Published',
  CANCELLED: () => 'Called off',
  HIDDEN: () => 'Hidden by who looks after CityEvents',
  UNHIDDEN: () => 'Shown again',
  STAFF_INVITED: (whom) => `Invited ${whom ?? 'somebody'} to help`,
  STAFF_JOINED: (whom) => `${whom ?? 'Somebody'} helps from now on`,
  STAFF_REMOVED: (whom) => `${whom ?? 'Somebody'} helps no more`,
  CAPACITY_CHANGED: () => 'Changed the seats',
  WAITLIST_LIMIT_CHANGED: () => 'Changed the waitlist',
  ATTENDEE_REMOVED: (whom) => `Removed ${whom ?? 'somebody'}`,
  ATTENDEES_MESSAGED: () => 'Wrote to who comes or waits',
};

/** What each field is called in the log. */
export const fieldTexts: Record<string, string> = {
  title: 'Title',
  description: 'Description',
  startsAt: 'Starts',
  endsAt: 'Ends',
  timezone: 'Time zone',
  city: 'City',
  country: 'Country',
  venue: 'Venue',
  online: 'Online',
  url: 'Web address',
  tags: 'Tags',
  capacity: 'Seats',
  waitlistLimit: 'May wait',
  joinsOpenAt: 'Joining opens',
  joinsCloseAt: 'Joining closes',
  publishAt: 'Publishes itself',
  role: 'Role',
  reason: 'Reason',
  subject: 'Subject',
  audience: 'To',
  recipients: 'People',
};

/** What the values of fields are called that the API has a word for. */
export const wordTexts: Record<string, Record<string, string>> = {
  role: staffTexts.roles,
  audience: messageTexts.audiences,
};

/** What the log of an event says around its entries. */
export const logTexts = {
  title: 'What was done',
  intro: 'Everything that was done to this event, and by whom, the latest first.',
  by: (name: string) => `by ${name}`,
  nobody: 'a deleted account',
  nothing: 'nothing',
  yes: 'yes',
  no: 'no',
  from: 'before:',
  to: 'now:',
  more: 'Show more',
  loadingMore: 'Loading more…',
  loading: 'Loading what was done',
};
