import { Button } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useEffect, useEffectEvent, useState } from 'react';
import type { FieldPath, FieldValues } from 'react-hook-form';
import styles from './checked-form.module.css';
import { FaultNotice, Notice } from './notice.tsx';
import type { CheckedFormOf } from './use-checked-form.ts';

/** Why a form was not accepted; `field` is the path in the input. */
export interface FormRefusal {
  readonly message: string;
  readonly field: readonly string[] | null;
}

/**
 * A form that sends what fits its shape, once. What doesn't fit, and what the API refuses, is said at its field and the rest above
 * the button; the focus goes to the first such field. `done` is said where it succeeded and stays, until something is typed
 * that is not sent yet.
 */
export function CheckedForm<Values extends FieldValues, Input>(props: {
  form: CheckedFormOf<Values, Input>;
  action: string;
  acting: string;
  done?: string;
  /** A form that destroys something is sent by a button that looks like it. */
  dangerous?: boolean;
  submit: (input: Input) => Promise<readonly FormRefusal[]>;
  children?: ReactNode;
}) {
  const { form } = props;
  const { errors, isSubmitting, submitCount } = form.formState;
  const [fault, setFault] = useState<unknown>(null);
  const [isDone, setDone] = useState(false);

  const focusFirstBadField = useEffectEvent(() => {
    const first = Object.keys(form.getValues()).find((name) => name in errors);
    if (first) form.setFocus(first as FieldPath<Values>);
  });
  useEffect(() => {
    if (submitCount > 0) focusFirstBadField();
  }, [submitCount]);

  // What somebody types has a type; what the page itself puts into the form, once it is done, has none.
  useEffect(() => form.watch((_values, { type }) => type === 'change' && setDone(false)).unsubscribe, [form.watch]);

  async function send(input: Input) {
    try {
      const refusals = await props.submit(input);
      setDone(refusals.length === 0);
      const values = form.getValues();
      const general: string[] = [];
      for (const { message, field } of refusals) {
        const name = field?.findLast((part) => part in values);
        if (name) form.setError(name as FieldPath<Values>, { type: 'refused', message });
        else general.push(message);
      }
      if (general.length > 0) form.setError('root', { message: general.join(' ') });
    } catch (error) {
      setFault(error);
    }
  }

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isSubmitting) return;
    setFault(null);
    setDone(false);
    await form.handleSubmit(send)(event);
  }

  return (
    <form noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
      {props.children}
      {errors.root && (
        <div role="alert">
          <Notice tone="bad">{errors.root.message}</Notice>
        </div>
      )}
      {fault !== null && <FaultNotice error={fault} />}
      <div role="status">{props.done && isDone && <Notice tone="good">{props.done}</Notice>}</div>
      <Button
        type="submit"
        h={52}
        fullWidth
        aria-disabled={isSubmitting}
        {...(props.dangerous ? { color: 'var(--bad-ink)', variant: 'outline' } : {})}
      >
        {isSubmitting ? props.acting : props.action}
      </Button>
    </form>
  );
}
