import { useApolloClient } from '@apollo/client/react';
import { Confirm } from '../../components/confirm.tsx';
import { type ApiKeysQuery, RevokeApiKeyDocument } from '../../generated/documents.gen.ts';
import styles from './account-page.module.css';
import { accountTexts } from './texts.ts';
import { describeWhen } from './when.ts';

type ApiKey = NonNullable<NonNullable<ApiKeysQuery['viewer']>['apiKeys']>[number];

/** One key, and the way to end it. `revoked` settles once the list is without it. */
export function KeyRow({ apiKey, revoked }: { apiKey: ApiKey; revoked: () => Promise<void> }) {
  const client = useApolloClient();
  const { id, name, prefix, scopes, lastUsedAt, expiresAt } = apiKey;

  async function revoke() {
    // One that was revoked meanwhile is what was asked for.
    await client.mutate({ mutation: RevokeApiKeyDocument, variables: { apiKeyId: id } });
    await revoked();
    return [];
  }

  const use = lastUsedAt ? accountTexts.used(describeWhen(lastUsedAt)) : accountTexts.neverUsed;
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <p className={styles.name}>{name}</p>
        <p className={styles.meta}>
          <code>{prefix}…</code> {scopes.join(', ')}
        </p>
        <p className={styles.meta}>
          {[use, expiresAt && accountTexts.expires(describeWhen(expiresAt))].filter(Boolean).join(', ')}
        </p>
      </div>
      <Confirm
        action={accountTexts.revoke}
        label={accountTexts.revokeKey(name)}
        question={accountTexts.sure}
        yes={accountTexts.yes}
        no={accountTexts.no}
        acting={accountTexts.revoking}
        act={revoke}
      />
    </li>
  );
}
