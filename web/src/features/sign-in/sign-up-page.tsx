import { TextInput } from '@mantine/core';
import { useLocation, useSearchParams } from 'react-router';
import { z } from 'zod';
import { client, session } from '../../app/apollo-client.ts';
import { sessionFrom } from '../../app/session/session.ts';
import { useSession } from '../../app/session/use-session.ts';
import type { FormRefusal } from '../../components/checked-form.tsx';
import { DoorForm } from '../../components/door-form.tsx';
import { EmailField } from '../../components/email-field.tsx';
import { knownLocale } from '../../components/known-locale.ts';
import { PasswordField } from '../../components/password-field.tsx';
import { displayName, email, newPassword } from '../../components/person-shapes.ts';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { SignUpDocument } from '../../generated/documents.gen.ts';
import { GoOn } from './go-on.tsx';
import { returnTarget, signInAddress, stepsBack, stepsBackIn } from './return-to.ts';
import { signInTexts } from './texts.ts';

const shape = z.object({ displayName, email, password: newPassword });

async function signUp(person: z.output<typeof shape>): Promise<readonly FormRefusal[]> {
  // What mails are written in; it can be changed in the profile.
  const input = { ...person, locale: knownLocale(navigator.language) };
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
  const steps = stepsBackIn(useLocation().state);
  const form = useCheckedForm(shape, { displayName: '', email: '', password: '' });
  if (useSession().status === 'signed-in') return <GoOn to={target} />;
  return (
    <DoorForm
      title={signInTexts.signUpTitle}
      intro={signInTexts.signUpIntro}
      form={form}
      action={signInTexts.signUp}
      acting={signInTexts.signingUp}
      submit={signUp}
      elsewhere={{
        text: signInTexts.haveAccount,
        link: signInTexts.useIt,
        to: signInAddress('/sign-in', target),
        state: steps > 0 ? stepsBack(steps + 1) : null,
      }}
    >
      <TextInput
        label={signInTexts.displayName}
        description={signInTexts.displayNameRule}
        autoComplete="name"
        required
        withAsterisk={false}
        {...form.field('displayName')}
      />
      <EmailField label={signInTexts.email} description={signInTexts.emailRule} {...form.field('email')} />
      <PasswordField label={signInTexts.newPassword} isNew {...form.field('password')} />
    </DoorForm>
  );
}
