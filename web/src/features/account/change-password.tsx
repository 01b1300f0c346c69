import { useApolloClient } from '@apollo/client/react';
import { PasswordField } from '../../components/password-field.tsx';
import { type FormRefusal, RefusableForm } from '../../components/refusable-form.tsx';
import { ChangePasswordDocument } from '../../generated/documents.gen.ts';
import { Section } from './section.tsx';
import { accountTexts } from './texts.ts';

/** Sets a new password, by who knows the old one. */
export function ChangePassword() {
  const client = useApolloClient();

  async function change(fields: FormData): Promise<readonly FormRefusal[]> {
    const [currentPassword, newPassword] = ['currentPassword', 'newPassword'].map((name) => String(fields.get(name)));
    const input = { currentPassword: currentPassword!, newPassword: newPassword! };
    const { data } = await client.mutate({
      mutation: ChangePasswordDocument,
      variables: { input },
      refetchQueries: ['Sessions', 'SecurityLog'],
    });
    return data?.changePassword.userErrors ?? [];
  }

  return (
    <Section title={accountTexts.password} intro={accountTexts.passwordIntro}>
      <RefusableForm
        action={accountTexts.change}
        acting={accountTexts.changing}
        done={accountTexts.changed}
        submit={change}
      >
        {(errorOf) => (
          <>
            <PasswordField
              label={accountTexts.currentPassword}
              name="currentPassword"
              error={errorOf('currentPassword')}
            />
            <PasswordField label={accountTexts.newPassword} name="newPassword" isNew error={errorOf('newPassword')} />
          </>
        )}
      </RefusableForm>
    </Section>
  );
}
