import type { Prisma } from '@cityevents/prisma/events';

/** What to ask Prisma for to get an event with those who work at it; who is invited only is no staff yet. */
export const withStaff = {
  staff: { where: { userId: { not: null } }, select: { userId: true, role: true }, orderBy: { userId: 'asc' } },
} as const satisfies Prisma.EventInclude;

/** An event with its staff. */
export type StaffedEvent = Prisma.EventGetPayload<{ include: typeof withStaff }>;
