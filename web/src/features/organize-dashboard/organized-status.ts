import type { EventStatus } from '../../generated/documents.gen.ts';

/** The lists of one's own events, by where they stand. */
export const organizedStatuses = ['PUBLISHED', 'DRAFT', 'ENDED', 'CANCELLED'] as const satisfies EventStatus[];

export type OrganizedStatus = (typeof organizedStatuses)[number];

/** The list that an address is of. */
export function organizedStatus(search: URLSearchParams): OrganizedStatus {
  return organizedStatuses.find((status) => status.toLowerCase() === search.get('show')) ?? 'PUBLISHED';
}
