import { useApolloClient } from '@apollo/client/react';
import { z } from 'zod';
import { CheckedForm, type FormRefusal } from '../../components/checked-form.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { newPassword, password } from '../../components/person-shapes.ts';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { ChangePasswordDocument } from '../../generated/documents.gen.ts';
import { Section } from './section.tsx';
import { accountTexts } from './texts.ts';

const shape = z.object({ currentPassword: password, newPassword });

/** Sets a new password, by who knows the old one. */
export function ChangePassword() {
  const client = useApolloClient();
  const form = useCheckedForm(shape, { currentPassword: '', newPassword: '' });

  async function change(input: z.output<typeof shape>): Promise<readonly FormRefusal[]> {
    const { data } = await client.mutate({
      mutation: ChangePasswordDocument,
      variables: { input },
      refetchQueries: ['Sessions', 'SecurityLog'],
    });
    const refusals = data?.changePassword.userErrors ?? [];
    if (refusals.length === 0) form.reset();
    return refusals;
  }

  return (
    <Section title={accountTexts.password} intro={accountTexts.passwordIntro}>
      <CheckedForm
        form={form}
        action={accountTexts.change}
        acting={accountTexts.changing}
        done={accountTexts.changed}
        submit={change}
      >
        <PasswordField label={accountTexts.currentPassword} {...form.field('currentPassword')} />
        <PasswordField label={accountTexts.newPassword} isNew {...form.field('newPassword')} />
      </CheckedForm>
    </Section>
  );
}
