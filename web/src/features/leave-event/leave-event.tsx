import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { LeaveEventDocument } from '../../generated/documents.gen.ts';
import { usePatientRequest } from '../join-event/use-patient-request.ts';
import styles from './leave-event.module.css';
import { leaveTexts } from './texts.ts';

/** Gives a seat or a place in the waitlist back, after one question asked in place. */
export function LeaveEvent({ eventId, waiting, about }: { eventId: string; waiting: boolean; about?: string }) {
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  const client = useApolloClient();
  const send = useCallback(async () => {
    const { data } = await client.mutate({ mutation: LeaveEventDocument, variables: { eventId } });
    // Somebody who never joined, or left in another tab, has what they asked for.
    return data?.leaveEvent.userErrors.filter(({ code }) => code !== 'NOT_JOINED') ?? [];
  }, [client, eventId]);
  const { progress, start } = usePatientRequest(send);
  const busy = progress.kind === 'sending' || progress.kind === 'waiting';

  // The button that was pressed is replaced: the keyboard goes to what replaced it, and back.
  useEffect(() => {
    if (asking) keep.current?.focus();
    else if (asked.current) opener.current?.focus();
    asked.current = asking;
  }, [asking]);

  if (!asking) {
    return (
      <Button
        ref={opener}
        variant="default"
        fullWidth
        onClick={() => setAsking(true)}
        aria-label={about && `${waiting ? leaveTexts.leaveWaitlist : leaveTexts.giveBack}: ${about}`}
      >
        {waiting ? leaveTexts.leaveWaitlist : leaveTexts.giveBack}
      </Button>
    );
  }
  return (
    <fieldset
      className={styles.question}
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !busy) setAsking(false);
      }}
    >
      <legend>{waiting ? leaveTexts.sureWaitlist : leaveTexts.sureSeat}</legend>
      <div className={styles.answers}>
        <Button ref={keep} variant="default" onClick={() => setAsking(false)} disabled={busy}>
          {leaveTexts.no}
        </Button>
        <Button color="var(--bad-ink)" variant="outline" onClick={() => void start()} aria-disabled={busy}>
          {busy ? leaveTexts.leaving : waiting ? leaveTexts.yesWaitlist : leaveTexts.yesSeat}
        </Button>
      </div>
      {progress.kind === 'waiting' && <Notice tone="wait">{leaveTexts.busy(progress.secondsLeft)}</Notice>}
      {progress.kind === 'refused' && (
        <div role="alert">
          <Notice tone="wait">{progress.refusal.message}</Notice>
        </div>
      )}
      {progress.kind === 'failed' && <FaultNotice error={progress.error} />}
    </fieldset>
  );
}
