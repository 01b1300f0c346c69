import type { TimeUnit } from '@cityevents/service/time-buckets';
import { countAttendees, listAttendees } from '../attendees/attendee-list.ts';
import type { AttendeesArguments } from '../attendees/attendees-page.ts';
import type { Context } from '../context.ts';
import { readId } from '../read/read-id.ts';
import { readStats } from '../stats/read-stats.ts';

type EventReference = { id: string };

/** Null for what is no id; an event not known here has no seats to tell of. */
export const __resolveReference = (reference: EventReference) => {
  const id = readId(reference.id);
  return id && { id };
};

const seatsOf = (event: EventReference, context: Context) => context.seats.load(event.id);

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

export const waitlistLimit = async (event: EventReference, _: unknown, context: Context) =>
  (await seatsOf(event, context))?.waitlistLimit ?? null;

export const eventStats = (event: EventReference, { unit }: { unit?: TimeUnit | null }, context: Context) =>
  readStats(context, event.id, unit ?? null);

export const viewerJoin = (event: EventReference, _: unknown, context: Context) => context.viewerJoins.load(event.id);

export const attendees = (event: EventReference, args: AttendeesArguments, context: Context) =>
  listAttendees(context, event.id, args);

export const attendeeCounts = (event: EventReference, _: unknown, context: Context) =>
  countAttendees(context, event.id);
