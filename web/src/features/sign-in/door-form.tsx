import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Page } from '../../components/page.tsx';
import { type FormRefusal, RefusableForm } from '../../components/refusable-form.tsx';
import styles from './door-form.module.css';

/** The frame of the forms at the door: what it is for, the form, and where to go instead. */
export function DoorForm(props: {
  title: string;
  intro: string;
  action: string;
  acting: string;
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
