import { client } from '../../app/apollo-client.ts';
import { DoorForm } from '../../components/door-form.tsx';
import { EmailField } from '../../components/email-field.tsx';
import type { FormRefusal } from '../../components/refusable-form.tsx';
import { RequestPasswordResetDocument } from '../../generated/documents.gen.ts';
import { forgotPasswordTexts } from './texts.ts';

async function request(fields: FormData): Promise<readonly FormRefusal[]> {
  const { data } = await client.mutate({
    mutation: RequestPasswordResetDocument,
    variables: { email: String(fields.get('email')).trim() },
    context: { sessionless: true },
    fetchPolicy: 'no-cache',
  });
  return data?.requestPasswordReset.userErrors ?? [];
}

/** Asks for a link to set a new password with; says the same for every address. */
export function ForgotPasswordPage() {
  return (
    <DoorForm
      title={forgotPasswordTexts.forgotTitle}
      intro={forgotPasswordTexts.forgotIntro}
      action={forgotPasswordTexts.send}
      acting={forgotPasswordTexts.sending}
      done={forgotPasswordTexts.sent}
      submit={request}
      elsewhere={{ text: forgotPasswordTexts.remembered, link: forgotPasswordTexts.signIn, to: '/sign-in' }}
    >
      {(errorOf) => <EmailField label={forgotPasswordTexts.email} error={errorOf('email')} />}
    </DoorForm>
  );
}
