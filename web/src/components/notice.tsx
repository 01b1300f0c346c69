import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { describeFault } from './fault.ts';
import { frameTexts } from './frame-texts.ts';
import styles from './notice.module.css';

/** A message in the page's flow: good news, something to wait for, or a fault. */
export function Notice({ tone, children }: { tone: 'good' | 'wait' | 'bad' | 'plain'; children: ReactNode }) {
  return <div className={`${styles.notice} ${styles[tone]}`}>{children}</div>;
}

/** A fault in words, with the request's id for whoever asks for help, and a way to try again. */
export function FaultNotice({ error, retry, retryLabel }: { error: unknown; retry?: () => void; retryLabel?: string }) {
  const { message, requestId } = describeFault(error);
  return (
    <div role="alert">
      <Notice tone="bad">
        <p className={styles.message}>{message}</p>
        {requestId && (
          <p className={styles.reference}>
            {frameTexts.reference} <code>{requestId}</code>
          </p>
        )}
        {retry && (
          <Button variant="default" onClick={retry} mt="sm">
            {retryLabel ?? frameTexts.tryAgain}
          </Button>
        )}
      </Notice>
    </div>
  );
}
