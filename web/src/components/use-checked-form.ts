import { type DefaultValues, type FieldPath, type FieldValues, type UseFormReturn, useForm } from 'react-hook-form';
import { z } from 'zod';

// The pages' policy allows no code made of text. Zod would try nevertheless, and browsers report that.
z.config({ jitless: true });

/** A form whose values fit a shape before they are sent; `field` is what an input of it needs. */
export interface CheckedFormOf<Values extends FieldValues, Input> extends UseFormReturn<Values, unknown, Input> {
  readonly field: (
    name: FieldPath<Values>,
  ) => ReturnType<UseFormReturn<Values>['register']> & { error: string | undefined };
}

/**
 * The state of a `CheckedForm`. What is wrong with a field is said when the form is sent, and from then on with each key,
 * in the words of the shape.
 */
export function useCheckedForm<Values extends FieldValues, Input>(
  shape: z.ZodType<Input, Values>,
  defaultValues: DefaultValues<Values>,
): CheckedFormOf<Values, Input> {
  const form = useForm<Values, unknown, Input>({
    defaultValues,
    // The form does it, once the error is there to be read with its field.
    shouldFocusError: false,
    resolver: (values) => {
      const { data, error } = shape.safeParse(values);
      if (!error) return { values: data, errors: {} };
      const firstOfEach = error.issues.toReversed().map(({ path, message }) => [path[0], { type: 'check', message }]);
      return { values: {}, errors: Object.fromEntries(firstOfEach) };
    },
  });
  const field = (name: FieldPath<Values>) => ({
    ...form.register(name),
    error: form.getFieldState(name, form.formState).error?.message,
  });
  return { ...form, field };
}
