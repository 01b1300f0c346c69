import { Button } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useRef, useState } from 'react';
import { Link } from 'react-router';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import styles from './door-form.module.css';
import { signInTexts } from './texts.ts';

/** Why a form was not accepted; `field` is the path in the input. */
export interface FormRefusal {
  readonly message: string;
  readonly field: readonly string[] | null;
}

/** The eye in a password field: reachable by keyboard and named, which Mantine leaves out by default. */
export const visibilityToggle = { 'aria-label': signInTexts.showPassword, tabIndex: 0, 'aria-hidden': false } as const;

/** The frame of the two forms at the door: sends once, shows each refusal at its field and the rest above the button. */
export function DoorForm(props: {
  title: string;
  intro: string;
  action: string;
  acting: string;
  submit: (fields: FormData) => Promise<readonly FormRefusal[]>;
  elsewhere: { text: string; link: string; to: string };
  children: (errorOf: (field: string) => string | undefined) => ReactNode;
}) {
  const [acting, setActing] = useState(false);
  const [refusals, setRefusals] = useState<readonly FormRefusal[]>([]);
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
      setRefusals([]);
      setFault(error);
    } finally {
      setActing(false);
    }
  }

  const errorOf = (name: string) => refusals.find((refusal) => fieldOf(refusal) === name)?.message;
  const general = refusals.filter((refusal) => !names().has(fieldOf(refusal) ?? ''));
  return (
    <Page title={props.title} width="narrow">
      <h1 className={styles.title}>{props.title}</h1>
      <p className={styles.intro}>{props.intro}</p>
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)}>
        {props.children(errorOf)}
        {general.length > 0 && (
          <div role="alert">
            <Notice tone="bad">{general.map(({ message }) => message).join(' ')}</Notice>
          </div>
        )}
        {fault !== null && <FaultNotice error={fault} />}
        <Button type="submit" h={52} fullWidth aria-disabled={acting}>
          {acting ? props.acting : props.action}
        </Button>
      </form>
      <p className={styles.elsewhere}>
        {props.elsewhere.text} <Link to={props.elsewhere.to}>{props.elsewhere.link}</Link>
      </p>
    </Page>
  );
}
