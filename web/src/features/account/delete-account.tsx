import { useApolloClient } from '@apollo/client/react';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { session } from '../../app/apollo-client.ts';
import { showToast } from '../../app/toasts/show-toast.ts';
import { CheckedForm, type FormRefusal } from '../../components/checked-form.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { password } from '../../components/person-shapes.ts';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { DeleteAccountDocument } from '../../generated/documents.gen.ts';
import styles from './account-page.module.css';
import { Section } from './section.tsx';
import { accountTexts } from './texts.ts';

const shape = z.object({ password });

/** Deletes the account, by who knows its password, after saying what that does. */
export function DeleteAccount() {
  const client = useApolloClient();
  const navigate = useNavigate();
  const form = useCheckedForm(shape, { password: '' });

  async function remove(variables: z.output<typeof shape>): Promise<readonly FormRefusal[]> {
    const { data } = await client.mutate({ mutation: DeleteAccountDocument, variables });
    const refusals = data?.deleteAccount.userErrors ?? [];
    if (refusals.length === 0) {
      showToast({ tone: 'good', message: accountTexts.removed });
      // The session has ended with the account; this tells the other tabs. The first page comes after, and is asked for as
      // somebody signed out at once.
      await session.signOut(false).catch(() => {});
      await navigate('/', { replace: true });
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
      <CheckedForm form={form} action={accountTexts.removeIt} acting={accountTexts.removing} dangerous submit={remove}>
        <PasswordField label={accountTexts.currentPassword} {...form.field('password')} />
      </CheckedForm>
    </Section>
  );
}
