import { noMoment } from '@cityevents/service/date-time';
import { tags } from '@cityevents/service/tags';
import { grouped, optionalLine, paragraphs, requiredLine } from '@cityevents/service/text-input';
import { timezone } from '@cityevents/service/timezone';
import { z } from 'zod';

const MAX_TAGS = 10;
/** Of seats, and of those who wait for one. */
const MAX_PEOPLE = 1_000_000;
/** Wide enough for any event; what lies outside is a slip of the pen, and in the end a year PostgreSQL can't keep. */
const EARLIEST = new Date('1900-01-01T00:00:00Z');
const LATEST = new Date('2200-01-01T00:00:00Z');

const url = optionalLine('address (url)', 2_000).refine((value) => value === null || isWebAddress(value), {
  error: 'The address (url) must be a whole http or https address, such as https://example.org/event.',
});

/** http(s) only (no javascript:), nothing blank inside, and no user name, behind which an address can pose as another. */
function isWebAddress(value: string): boolean {
  if (!/^https?:\/\/[^\s/]/i.test(value) || /\s/.test(value)) return false;
  const parsed = URL.parse(value);
  return parsed !== null && parsed.username === '' && parsed.password === '';
}

function peopleLimit(name: string, least: number) {
  return (
    z
      .number()
      // Not int(), which has a limit of its own, and would say so beside ours.
      .refine(Number.isInteger, { error: `The ${name} must be a whole number; null means unlimited.`, abort: true })
      .min(least, { error: `The ${name} must be at least ${least}; null means unlimited.` })
      .max(MAX_PEOPLE, { error: `The ${name} may be at most ${grouped(MAX_PEOPLE)}; null means unlimited.` })
      .nullable()
  );
}

/** A moment that came as DateTime; what could not be read as one comes as it was given. */
export function moment(name: string) {
  return z
    .date({
      error: ({ input }) =>
        input == null ? `The ${name} can't be cleared; leave it out to keep what is there.` : noMoment(name, input),
    })
    .refine((value) => value >= EARLIEST && value < LATEST, {
      error: `The ${name} must lie in the years ${EARLIEST.getUTCFullYear()} to ${LATEST.getUTCFullYear() - 1}.`,
    });
}

/** Every field of an event that its organizer gives, with its limits; null stands for an optional one left out. */
export const eventFields = {
  title: requiredLine('title', 200),
  description: paragraphs('description', 10_000)
    .nullable()
    .transform((value) => value ?? ''),
  startsAt: moment('start (startsAt)'),
  endsAt: moment('end (endsAt)'),
  timezone,
  city: optionalLine('city', 120),
  country: optionalLine('country', 120),
  venue: optionalLine('venue', 200),
  online: z
    .boolean()
    .nullable()
    .transform((value) => value ?? false),
  url,
  tags: tags(MAX_TAGS)
    .nullable()
    .transform((values) => values ?? []),
  capacity: peopleLimit('capacity', 1),
  waitlistLimit: peopleLimit('waitlist limit (waitlistLimit)', 0),
  joinsOpenAt: moment('opening for joins (joinsOpenAt)').nullable(),
  joinsCloseAt: moment('closing for joins (joinsCloseAt)').nullable(),
};

/** An event's fields as they are stored: trimmed, within their limits, nothing left out. */
export type EventFields = { [Name in keyof typeof eventFields]: z.output<(typeof eventFields)[Name]> };

/** The organizer's own name of an imported event. */
export const externalId = requiredLine('externalId', 200);

/** Which revision of it an imported row is. */
export const externalSequence = z
  .int({ error: 'The sequence must be a whole number, 0 for the first revision.' })
  .min(0, { error: 'The sequence must be a whole number, 0 for the first revision.' })
  .max(2_147_483_647, { error: 'The sequence may be at most 2,147,483,647.' })
  .nullable();
