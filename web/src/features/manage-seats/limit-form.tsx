import { TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { useWatch } from 'react-hook-form';
import { z } from 'zod';
import { CheckedForm, type FormRefusal } from '../../components/checked-form.tsx';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { readLimit } from './consequences.ts';
import styles from './manage-seats.module.css';
import { seatTexts } from './texts.ts';

/** What would follow from a number, in words. */
export interface Consequence {
  readonly lines: readonly string[];
  /** The API would refuse it. */
  readonly refused: boolean;
}

/** A number of people, or none for no limit, as the API takes it. */
const limitFrom = (least: number) =>
  z.string().transform((typed, { addIssue }): number | null => {
    const limit = readLimit(typed, least);
    if (limit !== undefined) return limit;
    addIssue(seatTexts.notANumber(least));
    return null;
  });

/** One number of people to change. What follows from it is said before it is done, and aloud, as it is typed. */
export function LimitForm(props: {
  current: number | null;
  least: number;
  label: string;
  rule: string;
  action: string;
  consequenceOf: (next: number | null) => Consequence;
  /** Its refusals stand at the field, whatever it is called in the input. */
  change: (next: number | null) => Promise<readonly FormRefusal[]>;
}) {
  const shown = String(props.current ?? '');
  const form = useCheckedForm(z.object({ limit: limitFrom(props.least) }), { limit: shown });
  const next = readLimit(useWatch({ control: form.control, name: 'limit' }), props.least);
  const consequence = next === undefined ? null : props.consequenceOf(next);

  const { resetField } = form;
  const { isDirty } = form.formState;
  // Changed elsewhere: what is being typed here stays.
  useEffect(() => {
    if (!isDirty) resetField('limit', { defaultValue: shown });
  }, [resetField, isDirty, shown]);

  async function change(limit: number | null): Promise<readonly FormRefusal[]> {
    const refusals = await props.change(limit);
    if (refusals.length === 0) resetField('limit', { defaultValue: String(limit ?? '') });
    return refusals.map(({ message, field }) => ({ message, field: field && ['limit'] }));
  }

  return (
    <CheckedForm
      form={form}
      action={props.action}
      acting={seatTexts.changing}
      done={seatTexts.changed}
      submit={({ limit }) => change(limit)}
    >
      <div>
        <TextInput label={props.label} description={props.rule} inputMode="numeric" {...form.field('limit')} />
        <p role="status" className={styles.consequence} data-refused={consequence?.refused || undefined}>
          {consequence?.lines.join(' ')}
        </p>
      </div>
    </CheckedForm>
  );
}
