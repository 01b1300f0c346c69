import { useQuery } from '@apollo/client/react';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { FaultNotice } from '../../components/notice.tsx';
import { ApiKeysDocument } from '../../generated/documents.gen.ts';
import styles from './account-page.module.css';
import { KeyRow } from './key-row.tsx';
import { type MadeKey, NewKey } from './new-key.tsx';
import { Section } from './section.tsx';
import { accountTexts } from './texts.ts';

/** The keys with which programs act as the person, and the way to make another. */
export function KeysPage() {
  const { data, error, refetch } = useQuery(ApiKeysDocument, { fetchPolicy: 'cache-and-network' });
  const keys = data?.viewer?.apiKeys;
  const [made, setMade] = useState<MadeKey | null>(null);
  const show = (key: MadeKey | null) => {
    setMade(key);
    if (key) void refetch();
  };
  const forget = async (id: string) => {
    if (made?.id === id) setMade(null);
    await refetch();
  };
  return (
    <>
      <Section title={accountTexts.keys} intro={accountTexts.keysIntro}>
        {keys && keys.length === 0 && <p className={styles.intro}>{accountTexts.noKeys}</p>}
        {keys && (
          // What is revoked leaves the focus here.
          <ul className={styles.list} tabIndex={-1}>
            {keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} revoked={() => forget(key.id)} />
            ))}
          </ul>
        )}
        {!keys && !error && <Skeleton height={88} radius={14} />}
        {error && <FaultNotice error={error} retry={() => void refetch()} />}
      </Section>
      <NewKey made={made} show={show} />
    </>
  );
}
