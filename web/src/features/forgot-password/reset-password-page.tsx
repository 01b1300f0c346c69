import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { client, session } from '../../app/apollo-client.ts';
import styles from '../../components/door-form.module.css';
import { DoorForm } from '../../components/door-form.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import type { FormRefusal } from '../../components/refusable-form.tsx';
import { useMailedToken } from '../../components/use-mailed-token.ts';
import { ResetPasswordDocument } from '../../generated/documents.gen.ts';
import { forgotPasswordTexts as texts } from './texts.ts';

/** Where the link leads that was mailed to set a new password with. */
export function ResetPasswordPage() {
  const token = useMailedToken();
  const [email, setEmail] = useState<string | null>(null);

  async function reset(fields: FormData): Promise<readonly FormRefusal[]> {
    const { data } = await client.mutate({
      mutation: ResetPasswordDocument,
      variables: { token: token ?? '', newPassword: String(fields.get('newPassword')) },
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
      action={texts.set}
      acting={texts.setting}
      submit={reset}
      elsewhere={{ text: texts.tooOld, link: texts.another, to: '/forgot-password' }}
    >
      {(errorOf) => <PasswordField label={texts.newPassword} name="newPassword" isNew error={errorOf('newPassword')} />}
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
