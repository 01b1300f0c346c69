import { type Resolver, type UseFormReturn, useForm } from 'react-hook-form';
import { checkValues } from './check-values.ts';
import type { EventValues } from './event-values.ts';

const resolver: Resolver<EventValues> = (values) => {
  const problems = Object.entries(checkValues(values, Date.now()));
  if (problems.length === 0) return { values, errors: {} };
  return {
    values: {},
    errors: Object.fromEntries(problems.map(([field, message]) => [field, { type: 'check', message }])),
  };
};

export type EventForm = UseFormReturn<EventValues>;

/** The form about an event; a field is checked when it is first left, and from then on with each key. */
export function useEventForm(defaultValues: EventValues): EventForm {
  return useForm<EventValues>({ defaultValues, resolver, mode: 'onTouched' });
}
