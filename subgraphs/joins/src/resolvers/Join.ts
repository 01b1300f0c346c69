import type { Context } from '../context.ts';
import type { StoredJoin } from '../read/joins.ts';
import { readId } from '../read/read-id.ts';

/** A join is its person's business: nobody else can look it up by its id. */
export const __resolveReference = async ({ id }: { id: string }, context: Context) => {
  const known = readId(id);
  const join = known && (await context.joins.load(known));
  return join && join.userId === context.viewer?.userId ? join : null;
};

export const waitlistPosition = async (join: StoredJoin, _: unknown, context: Context) => {
  if (join.status !== 'WAITLISTED') return null;
  // Whoever left the line, or got a seat, since their join was read may find nobody in it: they have no place any more.
  return join.waitlistPosition ?? ((await context.positions.load(join)) || null);
};

/** The code lets whoever has it in, so only oneself gets it. */
export const ticket = ({ status, userId, eventId, id }: StoredJoin, _: unknown, { viewer, tickets }: Context) => {
  const isGood = status === 'CONFIRMED' || status === 'CHECKED_IN';
  return isGood && viewer?.userId === userId ? { code: tickets.codeOf({ eventId, joinId: id }) } : null;
};

export const event = (join: StoredJoin) => ({ __typename: 'Event', id: join.eventId });

export const user = (join: StoredJoin) => ({ __typename: 'User', id: join.userId });
