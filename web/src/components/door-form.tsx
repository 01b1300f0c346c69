import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Link, type LinkProps } from 'react-router';
import { CheckedForm, type FormRefusal } from './checked-form.tsx';
import styles from './door-form.module.css';
import { Page } from './page.tsx';
import type { CheckedFormOf } from './use-checked-form.ts';

/** The frame of the forms at the door: what it is for, the form, and where to go instead. `done` is said where the form stays. */
export function DoorForm<Values extends FieldValues, Input>(props: {
  title: string;
  intro: string;
  form: CheckedFormOf<Values, Input>;
  action: string;
  acting: string;
  done?: string;
  submit: (input: Input) => Promise<readonly FormRefusal[]>;
  elsewhere: { text: string; link: string } & Pick<LinkProps, 'to' | 'state'>;
  children?: ReactNode;
}) {
  const { title, intro, elsewhere, ...form } = props;
  const { text, link, ...way } = elsewhere;
  return (
    <Page title={title} width="narrow">
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.intro}>{intro}</p>
      <CheckedForm {...form} />
      <p className={styles.elsewhere}>
        {text} <Link {...way}>{link}</Link>
      </p>
    </Page>
  );
}
