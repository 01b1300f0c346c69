import { type EventFields, eventFields } from './event-fields.ts';
import { contradictingTimes } from './event-times.ts';
import type { Problem } from './problem.ts';

type FieldName = keyof EventFields;
const fieldNames = Object.keys(eventFields) as FieldName[];

/** What came of a check: what is sound, as it is to be stored, and everything that is wrong with the rest. */
export type Checked = { sound: Partial<EventFields>; problems: Problem[] };

/** Checks the fields of a whole event; one left out counts as null. Every problem is reported at once. */
export function checkEvent(
  input: object,
): { fields: EventFields; problems?: never } | { fields?: never; problems: Problem[] } {
  const { sound, problems } = checkFields(input, fieldNames);
  // Contradictions are looked for in what is sound by itself, even when something else is wrong.
  const all = [...problems, ...contradictingTimes(sound, new Set(fieldNames))];
  return all.length > 0 ? { problems: all } : { fields: sound as EventFields };
}

/**
 * Checks the fields that are to change, each by itself; one left out is to stay as it is. What they make of the event
 * as a whole can only be said beside the stored one: see contradictingTimes.
 */
export function checkEventChanges(input: object): Checked {
  return checkFields(
    input,
    fieldNames.filter((name) => name in input),
  );
}

function checkFields(input: object, names: FieldName[]): Checked {
  const sound: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const name of names) {
    const { success, data, error } = eventFields[name].safeParse((input as Record<string, unknown>)[name] ?? null);
    if (success) sound[name] = data;
    for (const { message, path } of error?.issues ?? []) problems.push({ message, field: [name, ...path.map(String)] });
  }
  return { sound, problems };
}
