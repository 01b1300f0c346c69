import { readClock, showClock } from '../../components/clock-time.ts';
import type { CreateEventInput, EditedEventFragment } from '../../generated/documents.gen.ts';

/** What the form about an event holds: text as it is typed, times as the event's own clock shows them. */
export interface EventValues {
  title: string;
  description: string;
  tags: string[];
  startsAt: string;
  endsAt: string;
  timezone: string;
  venue: string;
  city: string;
  country: string;
  online: boolean;
  url: string;
  capacity: string;
  waitlistLimit: string;
  joinsOpenAt: string;
  joinsCloseAt: string;
}

export type EventField = keyof EventValues;

/** The form of an event that isn't there yet, in the zone of who makes it. */
export function emptyValues(timezone: string): EventValues {
  const empty = { title: '', description: '', startsAt: '', endsAt: '', venue: '', city: '', country: '', url: '' };
  return {
    ...empty,
    tags: [],
    timezone,
    online: false,
    capacity: '',
    waitlistLimit: '',
    joinsOpenAt: '',
    joinsCloseAt: '',
  };
}

/** The form of an event as it is stored. */
export function valuesOf(event: EditedEventFragment): EventValues {
  const { timezone } = event;
  return {
    title: event.title,
    description: event.description,
    tags: [...event.tags],
    startsAt: showClock(event.startsAt, timezone),
    endsAt: showClock(event.endsAt, timezone),
    timezone,
    venue: event.venue ?? '',
    city: event.city ?? '',
    country: event.country ?? '',
    online: event.online,
    url: event.url ?? '',
    capacity: event.draftCapacity?.toString() ?? '',
    waitlistLimit: event.draftWaitlistLimit?.toString() ?? '',
    joinsOpenAt: showClock(event.joinsOpenAt, timezone),
    joinsCloseAt: showClock(event.joinsCloseAt, timezone),
  };
}

/** The fields whose meaning hangs on the zone: they move with it. */
const clockFields = ['startsAt', 'endsAt', 'joinsOpenAt', 'joinsCloseAt'] as const satisfies EventField[];

/**
 * What of the form is to be stored, in the API's terms: the fields that differ from `stored` (all of them where there is
 * none) and are sound by themselves. What is wrong stays as it was stored, so that the rest is not lost with it.
 */
export function inputOf(
  values: EventValues,
  stored: EventValues | null,
  unsound: ReadonlySet<EventField>,
): Partial<CreateEventInput> {
  const fields = Object.keys(values) as EventField[];
  const moved = stored !== null && stored.timezone !== values.timezone;
  const differs = (field: EventField) =>
    stored === null ||
    JSON.stringify(values[field]) !== JSON.stringify(stored[field]) ||
    (moved && (clockFields as readonly EventField[]).includes(field));
  return Object.fromEntries(
    fields.filter((field) => differs(field) && !unsound.has(field)).map((field) => [field, fieldInput(field, values)]),
  );
}

function fieldInput(field: EventField, values: EventValues): unknown {
  switch (field) {
    case 'startsAt':
    case 'endsAt':
    case 'joinsOpenAt':
    case 'joinsCloseAt': {
      const reading = readClock(values[field], values.timezone);
      return reading.kind === 'moment' ? reading.at : null;
    }
    case 'capacity':
    case 'waitlistLimit':
      return values[field].trim() === '' ? null : Number(values[field]);
    case 'tags':
    case 'online':
      return values[field];
    default:
      return values[field].trim() || null;
  }
}

/** Whether there is something in the form that it would be a pity to lose. */
export function hasText({ title, description }: EventValues): boolean {
  return title.trim() !== '' || description.trim() !== '';
}

/** Whether a draft can be made of it: the API asks for these. */
export function canBeCreated(input: Partial<CreateEventInput>): input is CreateEventInput {
  return Boolean(input.title && input.startsAt && input.endsAt && input.timezone);
}
