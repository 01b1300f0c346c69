import type { Problems } from './check-values.ts';
import type { EventField, EventValues } from './event-values.ts';

/** One thing to have before an event is published. */
export interface ChecklistItem {
  readonly name: 'title' | 'time' | 'place' | 'description' | 'seats' | 'email';
  /** `missing` and `wrong` keep it from being published; `advised` is up to the organizer. */
  readonly state: 'done' | 'missing' | 'wrong' | 'advised';
  /** The field to go to; null when it is none of the form's. */
  readonly field: EventField | null;
}

const timeFields = ['startsAt', 'endsAt', 'timezone', 'joinsOpenAt', 'joinsCloseAt'] as const satisfies EventField[];

/** What there is and what is missing, in the form's order. */
export function checklist(values: EventValues, problems: Problems, emailVerified: boolean): ChecklistItem[] {
  const firstOf = (fields: readonly EventField[]) => fields.find((field) => problems[field]);
  const badTime = firstOf(timeFields);
  const badPlace = firstOf(['venue', 'city', 'country', 'url']);
  const badSeats = firstOf(['capacity', 'waitlistLimit']);
  const hasPlace = values.online || values.city.trim() !== '' || values.venue.trim() !== '';
  const badText = firstOf(['description', 'tags']);
  return [
    { name: 'title', state: problems.title ? 'missing' : 'done', field: 'title' },
    { name: 'time', state: badTime ? 'missing' : 'done', field: badTime ?? 'startsAt' },
    { name: 'place', state: badPlace ? 'wrong' : hasPlace ? 'done' : 'advised', field: badPlace ?? 'city' },
    {
      name: 'description',
      state: badText ? 'wrong' : values.description.trim() ? 'done' : 'advised',
      field: badText ?? 'description',
    },
    {
      name: 'seats',
      state: badSeats ? 'wrong' : values.capacity.trim() ? 'done' : 'advised',
      field: badSeats ?? 'capacity',
    },
    { name: 'email', state: emailVerified ? 'done' : 'missing', field: null },
  ];
}
