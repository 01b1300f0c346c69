import { Button } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useRef, useState } from 'react';
import { FaultNotice, Notice } from './notice.tsx';
import styles from './refusable-form.module.css';

/** Why a form was not accepted; `field` is the path in the input. */
export interface FormRefusal {
  readonly message: string;
  readonly field: readonly string[] | null;
}

/**
 * A form that sends once, shows each refusal at its field and the rest above the button, and moves the focus to the first.
 * `done` is said where it succeeded and stays; it is gone with the next try.
 */
export function RefusableForm(props: {
  action: string;
  acting: string;
  done?: string;
  /** A form that destroys something is sent by a button that looks like it. */
  dangerous?: boolean;
  submit: (fields: FormData) => Promise<readonly FormRefusal[]>;
  children: (errorOf: (field: string) => string | undefined) => ReactNode;
}) {
  const [acting, setActing] = useState(false);
  const [refusals, setRefusals] = useState<readonly FormRefusal[] | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  const names = () => new Set([...(form.current?.elements ?? [])].map((element) => element.getAttribute('name')));
  const fieldOf = ({ field }: FormRefusal) => field?.at(-1);

  async function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    if (acting) return;
    setActing(true);
    setFault(null);
    try {
      const answer = await props.submit(new FormData(event.currentTarget));
      setRefusals(answer);
      const first = answer.map(fieldOf).find((name) => name && names().has(name));
      form.current?.querySelector<HTMLElement>(first ? `[name="${first}"]` : '[role="alert"]')?.focus();
    } catch (error) {
      setRefusals(null);
      setFault(error);
    } finally {
      setActing(false);
    }
  }

  const errorOf = (name: string) => refusals?.find((refusal) => fieldOf(refusal) === name)?.message;
  const general = refusals?.filter((refusal) => !names().has(fieldOf(refusal) ?? '')) ?? [];
  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)}>
      {props.children(errorOf)}
      {general.length > 0 && (
        <div role="alert">
          <Notice tone="bad">{general.map(({ message }) => message).join(' ')}</Notice>
        </div>
      )}
      {fault !== null && <FaultNotice error={fault} />}
      <div role="status">{props.done && refusals?.length === 0 && <Notice tone="good">{props.done}</Notice>}</div>
      <Button
        type="submit"
        h={52}
        fullWidth
        aria-disabled={acting}
        {...(props.dangerous ? { color: 'var(--bad-ink)', variant: 'outline' } : {})}
      >
        {acting ? props.acting : props.action}
      </Button>
    </form>
  );
}
