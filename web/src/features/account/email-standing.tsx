import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { RequestVerificationMailDocument } from '../../generated/documents.gen.ts';
import styles from './account-page.module.css';
import { accountTexts } from './texts.ts';

/** The address, whether it is shown to be the person's, and the way to show it. */
export function EmailStanding({ email, verified }: { email: string | null; verified: boolean }) {
  const [send, { data, loading, error }] = useMutation(RequestVerificationMailDocument, { errorPolicy: 'none' });
  if (!email) return null;
  const refusals = data?.requestEmailVerification.userErrors ?? [];
  return (
    <div className={`${styles.row} ${styles.above}`}>
      <div className={styles.what}>
        <p className={styles.meta}>{accountTexts.email}</p>
        <p className={styles.name}>
          {email} {verified && <span className={styles.here}>{accountTexts.verified}</span>}
        </p>
        {!verified && <p className={styles.meta}>{accountTexts.notVerified}</p>}
      </div>
      {!verified && (
        <Button
          variant="default"
          aria-disabled={loading}
          onClick={() => void send({ variables: { email } }).catch(() => {})}
        >
          {loading ? accountTexts.sending : accountTexts.sendAgain}
        </Button>
      )}
      <div role="status" className={styles.outcome}>
        {data && refusals.length === 0 && <Notice tone="good">{accountTexts.sent}</Notice>}
        {refusals.map(({ message }) => (
          <Notice key={message} tone="wait">
            {message}
          </Notice>
        ))}
        {error && <FaultNotice error={error} />}
      </div>
    </div>
  );
}
