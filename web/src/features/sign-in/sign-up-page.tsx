import { TextInput } from '@mantine/core';
import { Navigate, useSearchParams } from 'react-router';
import { client, session } from '../../app/apollo-client.ts';
import { sessionFrom } from '../../app/session/session.ts';
import { useSession } from '../../app/session/use-session.ts';
import { DoorForm } from '../../components/door-form.tsx';
import { EmailField } from '../../components/email-field.tsx';
import { knownLocale } from '../../components/known-locale.ts';
import { PasswordField } from '../../components/password-field.tsx';
import type { FormRefusal } from '../../components/refusable-form.tsx';
import { SignUpDocument } from '../../generated/documents.gen.ts';
import { returnTarget, signInAddress } from './return-to.ts';
import { signInTexts } from './texts.ts';

async function signUp(fields: FormData): Promise<readonly FormRefusal[]> {
  const input = {
    email: String(fields.get('email')).trim(),
    password: String(fields.get('password')),
    displayName: String(fields.get('displayName')).trim(),
    // What mails are written in; it can be changed in the profile.
    locale: knownLocale(navigator.language),
  };
  let refusals: readonly FormRefusal[] = [];
  await session.change(async () => {
    const { data } = await client.mutate({
      mutation: SignUpDocument,
      variables: { input },
      context: { sessionless: true },
      fetchPolicy: 'no-cache',
    });
    refusals = data?.signUp.userErrors ?? [];
    const next = sessionFrom(data?.signUp);
    return next && { status: 'signed-in', session: next };
  });
  return refusals;
}

/** Makes an account, signs it in, and goes back to where the visitor came from. */
export function SignUpPage() {
  const [search] = useSearchParams();
  const target = returnTarget(search);
  if (useSession().status === 'signed-in') return <Navigate to={target} replace />;
  return (
    <DoorForm
      title={signInTexts.signUpTitle}
      intro={signInTexts.signUpIntro}
      action={signInTexts.signUp}
      acting={signInTexts.signingUp}
      submit={signUp}
      elsewhere={{ text: signInTexts.haveAccount, link: signInTexts.useIt, to: signInAddress('/sign-in', target) }}
    >
      {(errorOf) => (
        <>
          <TextInput
            label={signInTexts.displayName}
            description={signInTexts.displayNameRule}
            name="displayName"
            autoComplete="name"
            required
            withAsterisk={false}
            maxLength={80}
            error={errorOf('displayName')}
          />
          <EmailField label={signInTexts.email} description={signInTexts.emailRule} error={errorOf('email')} />
          <PasswordField label={signInTexts.newPassword} name="password" isNew error={errorOf('password')} />
        </>
      )}
    </DoorForm>
  );
}
