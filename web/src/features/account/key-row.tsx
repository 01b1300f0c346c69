import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { FaultNotice } from '../../components/notice.tsx';
import { type ApiKeysQuery, RevokeApiKeyDocument } from '../../generated/documents.gen.ts';
import styles from './account-page.module.css';
import { accountTexts } from './texts.ts';
import { describeWhen } from './when.ts';

type ApiKey = NonNullable<NonNullable<ApiKeysQuery['viewer']>['apiKeys']>[number];

/** One key, and the way to end it, after one question asked in place. */
export function KeyRow({ apiKey, revoked }: { apiKey: ApiKey; revoked: () => void }) {
  const client = useApolloClient();
  const [asking, setAsking] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const { id, name, prefix, scopes, lastUsedAt, expiresAt } = apiKey;

  async function revoke() {
    setFault(null);
    try {
      // One that was revoked meanwhile is what was asked for.
      await client.mutate({ mutation: RevokeApiKeyDocument, variables: { apiKeyId: id } });
      revoked();
    } catch (error) {
      setFault(error);
    }
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
        {asking && <p>{accountTexts.sure}</p>}
      </div>
      {asking ? (
        <>
          <Button variant="default" autoFocus onClick={() => setAsking(false)}>
            {accountTexts.no}
          </Button>
          <Button color="var(--bad-ink)" variant="outline" onClick={() => void revoke()}>
            {accountTexts.yes}
          </Button>
        </>
      ) : (
        <Button variant="default" onClick={() => setAsking(true)} aria-label={accountTexts.revokeKey(name)}>
          {accountTexts.revoke}
        </Button>
      )}
      {fault !== null && <FaultNotice error={fault} />}
    </li>
  );
}
