import { Prisma } from '@cityevents/prisma/joins';

/** A CapacityRow of `capacity`, a row of event_capacity, with the moment it is read. */
export const capacityColumns = Prisma.sql`
  capacity.event_id AS "eventId", capacity.organizer_id AS "organizerId", capacity.capacity, capacity.taken,
  capacity.checked_in AS "checkedIn", capacity.waitlisted, capacity.cancelled, capacity.waitlist_limit AS "waitlistLimit", capacity.sequence, capacity.state,
  capacity.ends_at AS "endsAt", capacity.joins_open_at AS "joinsOpenAt", capacity.joins_close_at AS "joinsCloseAt",
  clock_timestamp() AS now`;

/** A JoinRow of `j`, a row of joins. */
export const joinColumns = Prisma.sql`
  j.id, j.event_id AS "eventId", j.user_id AS "userId", j.status, j.line_number AS "lineNumber",
  j.created_at AS "createdAt", j.checked_in_at AS "checkedInAt", j.checked_in_by AS "checkedInBy"`;
