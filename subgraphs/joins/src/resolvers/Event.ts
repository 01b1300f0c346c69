import type { Context } from '../context.ts';
import { isUuid } from '../read/is-uuid.ts';

type EventReference = { id: string };

export const __resolveReference = ({ id }: EventReference) => ({ id });

const seatsOf = (event: EventReference, context: Context) => (isUuid(event.id) ? context.seats.load(event.id) : null);

export const capacity = async (event: EventReference, _: unknown, context: Context) =>
  (await seatsOf(event, context))?.capacity ?? null;

export const seatsTaken = async (event: EventReference, _: unknown, context: Context) =>
  (await seatsOf(event, context))?.taken ?? null;

export const seatsLeft = async (event: EventReference, _: unknown, context: Context) => {
  const seats = await seatsOf(event, context);
  return seats === null || seats.capacity === null ? null : seats.capacity - seats.taken;
};

export const waitlistLength = async (event: EventReference, _: unknown, context: Context) =>
  (await seatsOf(event, context))?.waitlisted ?? null;

export const viewerJoin = (event: EventReference, _: unknown, context: Context) =>
  isUuid(event.id) ? context.viewerJoins.load(event.id) : null;
