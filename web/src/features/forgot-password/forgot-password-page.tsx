import { z } from 'zod';
import { client } from '../../app/apollo-client.ts';
import type { FormRefusal } from '../../components/checked-form.tsx';
import { DoorForm } from '../../components/door-form.tsx';
import { EmailField } from '../../components/email-field.tsx';
import { email } from '../../components/person-shapes.ts';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { RequestPasswordResetDocument } from '../../generated/documents.gen.ts';
import { forgotPasswordTexts } from './texts.ts';

const shape = z.object({ email });

async function request(variables: z.output<typeof shape>): Promise<readonly FormRefusal[]> {
  const { data } = await client.mutate({
    mutation: RequestPasswordResetDocument,
    variables,
    context: { sessionless: true },
    fetchPolicy: 'no-cache',
  });
  return data?.requestPasswordReset.userErrors ?? [];
}

/** Asks for a link to set a new password with; says the same for every address. */
export function ForgotPasswordPage() {
  const form = useCheckedForm(shape, { email: '' });
  return (
    <DoorForm
      title={forgotPasswordTexts.forgotTitle}
      intro={forgotPasswordTexts.forgotIntro}
      form={form}
      action={forgotPasswordTexts.send}
      acting={forgotPasswordTexts.sending}
      done={forgotPasswordTexts.sent}
      submit={request}
      elsewhere={{ text: forgotPasswordTexts.remembered, link: forgotPasswordTexts.signIn, to: '/sign-in' }}
    >
      <EmailField label={forgotPasswordTexts.email} {...form.field('email')} />
    </DoorForm>
  );
}
