import { useApolloClient } from '@apollo/client/react';
import { useNavigate } from 'react-router';
import { session } from '../../app/apollo-client.ts';
import { PasswordField } from '../../components/password-field.tsx';
import { type FormRefusal, RefusableForm } from '../../components/refusable-form.tsx';
import { DeleteAccountDocument } from '../../generated/documents.gen.ts';
import styles from './account-page.module.css';
import { Section } from './section.tsx';
import { accountTexts } from './texts.ts';

/** Deletes the account, by who knows its password, after saying what that does. */
export function DeleteAccount() {
  const client = useApolloClient();
  const navigate = useNavigate();

  async function remove(fields: FormData): Promise<readonly FormRefusal[]> {
    const password = String(fields.get('password'));
    const { data } = await client.mutate({ mutation: DeleteAccountDocument, variables: { password } });
    const refusals = data?.deleteAccount.userErrors ?? [];
    if (refusals.length === 0) {
      await navigate('/');
      // The session has ended with the account; this tells the other tabs.
      await session.signOut(false);
    }
    return refusals;
  }

  return (
    <Section title={accountTexts.remove}>
      <ul className={styles.facts}>
        {accountTexts.removeIntro.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <RefusableForm action={accountTexts.removeIt} acting={accountTexts.removing} dangerous submit={remove}>
        {(errorOf) => (
          <PasswordField label={accountTexts.currentPassword} name="password" error={errorOf('password')} />
        )}
      </RefusableForm>
    </Section>
  );
}
