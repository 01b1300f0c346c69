import { Link, Navigate, useSearchParams } from 'react-router';
import { client, session } from '../../app/apollo-client.ts';
import { sessionFrom } from '../../app/session/session.ts';
import { useSession } from '../../app/session/use-session.ts';
import styles from '../../components/door-form.module.css';
import { DoorForm } from '../../components/door-form.tsx';
import { EmailField } from '../../components/email-field.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import type { FormRefusal } from '../../components/refusable-form.tsx';
import { SignInDocument } from '../../generated/documents.gen.ts';
import { returnTarget, signInAddress } from './return-to.ts';
import { signInTexts } from './texts.ts';

async function signIn(fields: FormData): Promise<readonly FormRefusal[]> {
  const input = { email: String(fields.get('email')).trim(), password: String(fields.get('password')) };
  let refusals: readonly FormRefusal[] = [];
  await session.change(async () => {
    const { data } = await client.mutate({
      mutation: SignInDocument,
      variables: { input },
      context: { sessionless: true },
      fetchPolicy: 'no-cache',
    });
    refusals = (data?.signIn.userErrors ?? []).map(({ message, field, retryAfterSeconds }) => ({
      message: retryAfterSeconds ? `${message} ${signInTexts.waitFor(retryAfterSeconds)}` : message,
      field,
    }));
    const next = sessionFrom(data?.signIn);
    return next && { status: 'signed-in', session: next };
  });
  return refusals;
}

/** Signs in with address and password, and goes back to where the visitor came from. */
export function SignInPage() {
  const [search] = useSearchParams();
  const target = returnTarget(search);
  if (useSession().status === 'signed-in') return <Navigate to={target} replace />;
  return (
    <DoorForm
      title={signInTexts.signInTitle}
      intro={signInTexts.signInIntro}
      action={signInTexts.signIn}
      acting={signInTexts.signingIn}
      submit={signIn}
      elsewhere={{ text: signInTexts.noAccount, link: signInTexts.makeOne, to: signInAddress('/sign-up', target) }}
    >
      {(errorOf) => (
        <>
          <EmailField label={signInTexts.email} error={errorOf('email')} />
          <PasswordField label={signInTexts.password} name="password" error={errorOf('password')} />
          <p className={styles.aside}>
            <Link to="/forgot-password">{signInTexts.forgot}</Link>
          </p>
        </>
      )}
    </DoorForm>
  );
}
