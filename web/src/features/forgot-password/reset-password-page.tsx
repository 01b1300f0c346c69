import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { z } from 'zod';
import { client, session } from '../../app/apollo-client.ts';
import type { FormRefusal } from '../../components/checked-form.tsx';
import styles from '../../components/door-form.module.css';
import { DoorForm } from '../../components/door-form.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { newPassword } from '../../components/person-shapes.ts';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { useMailedToken } from '../../components/use-mailed-token.ts';
import { ResetPasswordDocument } from '../../generated/documents.gen.ts';
import { forgotPasswordTexts as texts } from './texts.ts';

const shape = z.object({ newPassword });

/** Where the link leads that was mailed to set a new password with. */
export function ResetPasswordPage() {
  const token = useMailedToken();
  const [email, setEmail] = useState<string | null>(null);
  const form = useCheckedForm(shape, { newPassword: '' });

  async function reset(input: z.output<typeof shape>): Promise<readonly FormRefusal[]> {
    const { data } = await client.mutate({
      mutation: ResetPasswordDocument,
      variables: { token: token ?? '', ...input },
      context: { sessionless: true },
      fetchPolicy: 'no-cache',
    });
    const done = data?.resetPassword.email ?? null;
    // All sessions of the account have ended, perhaps the one in this browser too.
    if (done !== null && session.getState().status === 'signed-in') await session.refresh();
    setEmail(done);
    return data?.resetPassword.userErrors ?? [];
  }

  if (email !== null) {
    return (
      <Outcome link={{ to: '/sign-in', text: texts.signIn }}>
        <Notice tone="good">{texts.done(email)}</Notice>
      </Outcome>
    );
  }
  if (token === null) {
    return (
      <Outcome link={{ to: '/forgot-password', text: texts.another }}>
        <Notice tone="bad">{texts.incomplete}</Notice>
      </Outcome>
    );
  }
  return (
    <DoorForm
      title={texts.resetTitle}
      intro={texts.resetIntro}
      form={form}
      action={texts.set}
      acting={texts.setting}
      submit={reset}
      elsewhere={{ text: texts.tooOld, link: texts.another, to: '/forgot-password' }}
    >
      <PasswordField label={texts.newPassword} isNew {...form.field('newPassword')} />
    </DoorForm>
  );
}

/** The page without its form: what happened, and where to go from here. */
function Outcome({ link, children }: { link: { to: string; text: string }; children: ReactNode }) {
  return (
    <Page title={texts.resetTitle} width="narrow">
      <h1 className={styles.title}>{texts.resetTitle}</h1>
      <div role="status" className={styles.outcome}>
        {children}
      </div>
      <p className={styles.elsewhere}>
        <Link to={link.to}>{link.text}</Link>
      </p>
    </Page>
  );
}
