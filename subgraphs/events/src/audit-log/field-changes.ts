import type { FieldChange } from './record.ts';

/** The fields that `changes` gives another value, one by one. */
export function fieldChanges(before: object, changes: object): FieldChange[] {
  const known = before as Record<string, unknown>;
  return Object.entries(changes).map(([field, after]) => ({ field, before: known[field] ?? null, after }));
}
