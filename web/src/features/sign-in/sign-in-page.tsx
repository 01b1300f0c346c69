import { Link, useLocation, useSearchParams } from 'react-router';
import { z } from 'zod';
import { client, session } from '../../app/apollo-client.ts';
import { sessionFrom } from '../../app/session/session.ts';
import { useSession } from '../../app/session/use-session.ts';
import type { FormRefusal } from '../../components/checked-form.tsx';
import styles from '../../components/door-form.module.css';
import { DoorForm } from '../../components/door-form.tsx';
import { EmailField } from '../../components/email-field.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { email, password } from '../../components/person-shapes.ts';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { SignInDocument } from '../../generated/documents.gen.ts';
import { GoOn } from './go-on.tsx';
import { returnTarget, signInAddress, stepsBack, stepsBackIn } from './return-to.ts';
import { signInTexts } from './texts.ts';

const shape = z.object({ email, password });

async function signIn(input: z.output<typeof shape>): Promise<readonly FormRefusal[]> {
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
  const steps = stepsBackIn(useLocation().state);
  const form = useCheckedForm(shape, { email: '', password: '' });
  if (useSession().status === 'signed-in') return <GoOn to={target} />;
  return (
    <DoorForm
      title={signInTexts.signInTitle}
      intro={signInTexts.signInIntro}
      form={form}
      action={signInTexts.signIn}
      acting={signInTexts.signingIn}
      submit={signIn}
      elsewhere={{
        text: signInTexts.noAccount,
        link: signInTexts.makeOne,
        to: signInAddress('/sign-up', target),
        state: steps > 0 ? stepsBack(steps + 1) : null,
      }}
    >
      <EmailField label={signInTexts.email} {...form.field('email')} />
      <PasswordField label={signInTexts.password} {...form.field('password')} />
      <p className={styles.aside}>
        <Link to="/forgot-password">{signInTexts.forgot}</Link>
      </p>
    </DoorForm>
  );
}
