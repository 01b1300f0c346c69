import { type Attendee, seesAll } from '../attendees/attendee-list.ts';
import type { Context } from '../context.ts';

export const waitlistPosition = async (attendee: Attendee, _: unknown, { positions }: Context) => {
  if (attendee.status !== 'WAITLISTED' || !seesAll(attendee)) return null;
  // As with a join: who has left the line since it was read has no place in it.
  return (await positions.load(attendee)) || null;
};

export const joinedAt = (attendee: Attendee) => (seesAll(attendee) ? attendee.createdAt : null);

export const user = ({ userId }: Attendee) => ({ __typename: 'User', id: userId });
