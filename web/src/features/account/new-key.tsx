import { useApolloClient } from '@apollo/client/react';
import { Button, Checkbox, CopyButton, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../../components/notice.tsx';
import { type FormRefusal, RefusableForm } from '../../components/refusable-form.tsx';
import { CreateApiKeyDocument } from '../../generated/documents.gen.ts';
import styles from './account-page.module.css';
import { Section } from './section.tsx';
import { accountTexts, scopeTexts } from './texts.ts';

const DAY_MS = 86_400_000;
const lives = [30, 90, 365];

/** Makes a key and shows it, once. */
export function NewKey({ made }: { made: () => void }) {
  const client = useApolloClient();
  const [secret, setSecret] = useState<string | null>(null);

  async function make(fields: FormData): Promise<readonly FormRefusal[]> {
    setSecret(null);
    const days = Number(fields.get('expiresAt'));
    const expiresAt = days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : null;
    const input = { name: String(fields.get('name')), scopes: fields.getAll('scopes').map(String), expiresAt };
    // Not into the cache: it is shown here and nowhere else.
    const { data } = await client.mutate({
      mutation: CreateApiKeyDocument,
      variables: { input },
      fetchPolicy: 'no-cache',
    });
    setSecret(data?.createApiKey.secret ?? null);
    if (data?.createApiKey.secret) made();
    return data?.createApiKey.userErrors ?? [];
  }

  return (
    <Section title={accountTexts.newKey}>
      {secret && (
        <div role="status" className={styles.above}>
          <Notice tone="good">
            {accountTexts.made}
            <div className={styles.secret}>
              <code>{secret}</code>
              <CopyButton value={secret}>
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
      <RefusableForm action={accountTexts.make} acting={accountTexts.making} submit={make}>
        {(errorOf) => (
          <>
            <TextInput
              label={accountTexts.keyName}
              description={accountTexts.keyNameRule}
              name="name"
              required
              withAsterisk={false}
              error={errorOf('name')}
            />
            <fieldset className={styles.scopes}>
              <legend>{accountTexts.scopes}</legend>
              {Object.entries(scopeTexts).map(([scope, text]) => (
                <Checkbox key={scope} name="scopes" value={scope} label={text} description={scope} size="md" />
              ))}
              {errorOf('scopes') && <p className={styles.error}>{errorOf('scopes')}</p>}
            </fieldset>
            <NativeSelect
              label={accountTexts.expiry}
              name="expiresAt"
              size="md"
              defaultValue="90"
              error={errorOf('expiresAt')}
            >
              {lives.map((days) => (
                <option key={days} value={days}>
                  {accountTexts.afterDays(days)}
                </option>
              ))}
              <option value="0">{accountTexts.never}</option>
            </NativeSelect>
          </>
        )}
      </RefusableForm>
    </Section>
  );
}
