import type { AttendeesQueryVariables, JoinStatus } from '../../generated/documents.gen.ts';
import type { End } from './two-ended-list.ts';

/** Which people of an event a list is of. */
export interface Wanted {
  readonly eventId: string;
  /** Null: in any standing. */
  readonly status: JoinStatus[] | null;
  readonly search: string | null;
}

/** All of them, as the page begins. */
export const everybodyAt = (eventId: string): Wanted => ({ eventId, status: null, search: null });

/** The API gives no more at once. */
const pageSize = 100;

/** What a page is asked with: the next from one end of what lies between the cursors. */
export function attendeesAsked(
  { eventId, status, search }: Wanted,
  end: End,
  between: { after: string | null; before: string | null },
): AttendeesQueryVariables {
  const size = end === 'front' ? { first: pageSize, last: null } : { first: null, last: pageSize };
  return { id: eventId, status, search, ...size, ...between };
}
