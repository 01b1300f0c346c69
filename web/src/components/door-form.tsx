import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './door-form.module.css';
import { Page } from './page.tsx';
import { type FormRefusal, RefusableForm } from './refusable-form.tsx';

/** The frame of the forms at the door: what it is for, the form, and where to go instead. `done` is said where the form stays. */
export function DoorForm(props: {
  title: string;
  intro: string;
  action: string;
  acting: string;
  done?: string;
  submit: (fields: FormData) => Promise<readonly FormRefusal[]>;
  elsewhere: { text: string; link: string; to: string };
  children: (errorOf: (field: string) => string | undefined) => ReactNode;
}) {
  const { title, intro, elsewhere, ...form } = props;
  return (
    <Page title={title} width="narrow">
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.intro}>{intro}</p>
      <RefusableForm {...form} />
      <p className={styles.elsewhere}>
        {elsewhere.text} <Link to={elsewhere.to}>{elsewhere.link}</Link>
      </p>
    </Page>
  );
}
