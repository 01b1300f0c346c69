import { useApolloClient } from '@apollo/client/react';
import { Button, Checkbox, CopyButton, NativeSelect, TextInput } from '@mantine/core';
import { useId } from 'react';
import { z } from 'zod';
import { CheckedForm, type FormRefusal } from '../../components/checked-form.tsx';
import { Notice } from '../../components/notice.tsx';
import { line } from '../../components/person-shapes.ts';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { CreateApiKeyDocument } from '../../generated/documents.gen.ts';
import styles from './account-page.module.css';
import { Section } from './section.tsx';
import { accountTexts, scopeTexts } from './texts.ts';

const DAY_MS = 86_400_000;
const lives = [30, 90, 365];

const shape = z.object({
  name: line(80).min(1, accountTexts.keyNameMissing),
  scopes: z.array(z.string()).min(1, accountTexts.noScopes),
  expiresAt: z
    .string()
    .transform((days) => (days === '' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString())),
});
const empty = { name: '', scopes: [], expiresAt: '90' };

/** A key as it was made, with what is shown of it once. */
export interface MadeKey {
  readonly id: string;
  readonly secret: string;
}

/** Makes a key and shows it, once. */
export function NewKey({ made, show }: { made: MadeKey | null; show: (made: MadeKey | null) => void }) {
  const client = useApolloClient();
  const form = useCheckedForm(shape, empty);
  const problemId = useId();
  const { error: scopesProblem, ...scopes } = form.field('scopes');

  async function make(input: z.output<typeof shape>): Promise<readonly FormRefusal[]> {
    show(null);
    // Not into the cache: it is shown here and nowhere else.
    const { data } = await client.mutate({
      mutation: CreateApiKeyDocument,
      variables: { input },
      fetchPolicy: 'no-cache',
    });
    const { secret, apiKey, userErrors = [] } = data?.createApiKey ?? {};
    if (secret && apiKey) {
      form.reset();
      show({ id: apiKey.id, secret });
    }
    return userErrors;
  }

  return (
    <Section title={accountTexts.newKey}>
      {made && (
        <div role="status" className={styles.above}>
          <Notice tone="good">
            {accountTexts.made}
            <div className={styles.secret}>
              <code>{made.secret}</code>
              <CopyButton value={made.secret}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy}>
                    {copied ? accountTexts.copied : accountTexts.copy}
                  </Button>
                )}
              </CopyButton>
            </div>
          </Notice>
        </div>
      )}
      <CheckedForm form={form} action={accountTexts.make} acting={accountTexts.making} submit={make}>
        <TextInput
          label={accountTexts.keyName}
          description={accountTexts.keyNameRule}
          required
          withAsterisk={false}
          {...form.field('name')}
        />
        <fieldset className={styles.choices} aria-describedby={scopesProblem && problemId}>
          <legend>{accountTexts.scopes}</legend>
          {Object.entries(scopeTexts).map(([scope, text]) => (
            <Checkbox key={scope} value={scope} label={text} description={scope} size="md" {...scopes} />
          ))}
          {scopesProblem && (
            <p id={problemId} className={styles.error}>
              {scopesProblem}
            </p>
          )}
        </fieldset>
        <NativeSelect label={accountTexts.expiry} size="md" {...form.field('expiresAt')}>
          {lives.map((days) => (
            <option key={days} value={days}>
              {accountTexts.afterDays(days)}
            </option>
          ))}
          <option value="">{accountTexts.never}</option>
        </NativeSelect>
      </CheckedForm>
    </Section>
  );
}
