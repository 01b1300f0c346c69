import { useApolloClient } from '@apollo/client/react';
import { useCallback, useRef, useState } from 'react';
import { session } from '../../app/apollo-client.ts';
import { CheckInDocument, type CheckInInput, UndoCheckInDocument } from '../../generated/documents.gen.ts';
import { nextStep, type Refusal } from '../join-event/busy-retry.ts';
import { judgeCheckIn, type Verdict } from './judge-check-in.ts';
import { play } from './sounds.ts';

/** What the door shows last; `fault` says nothing about the guest, who can be asked about once more. */
export type Shown =
  | { readonly kind: 'ready' | 'checking' }
  | Verdict
  | { readonly kind: 'undone'; readonly name: string | null }
  | { readonly kind: 'fault'; readonly error: unknown; readonly retry: () => void };

/** Somebody let in by this page. */
export interface LetIn {
  readonly id: string;
  readonly name: string | null;
  readonly at: number;
}

const remembered = 8;

/** Lets people in, one request after the other in the order of the scans, and takes it back. */
export function useDoor(eventId: string, audible: boolean) {
  const client = useApolloClient();
  const [shown, setShown] = useState<Shown>({ kind: 'ready' });
  const [last, setLast] = useState<readonly LetIn[]>([]);
  const queue = useRef(Promise.resolve());

  const inTurn = useCallback((work: () => Promise<void>) => {
    setShown({ kind: 'checking' });
    const retry = () => void inTurn(work);
    queue.current = queue.current.then(work).catch((error: unknown) => setShown({ kind: 'fault', error, retry }));
    return queue.current;
  }, []);

  const checkIn = useCallback(
    (who: Pick<CheckInInput, 'ticketCode' | 'userId'>) => {
      const asked = Date.now();
      return inTurn(async () => {
        const answer = await patiently(async () => {
          const input = { ...who, eventId };
          const { data } = await client.mutate({ mutation: CheckInDocument, variables: { input } });
          return data!.checkIn;
        });
        const state = session.getState();
        const verdict = judgeCheckIn(answer, asked, state.status === 'signed-in' ? state.session.person.id : null);
        setShown(verdict);
        if (audible) play(verdict.kind);
        if (verdict.kind !== 'in' || verdict.guest.id === null) return;
        const { id, name } = verdict.guest;
        setLast((before) =>
          [{ id, name, at: Date.now() }, ...before.filter((each) => each.id !== id)].slice(0, remembered),
        );
      });
    },
    [client, eventId, audible, inTurn],
  );

  const undo = useCallback(
    (userId: string, name: string | null) =>
      inTurn(async () => {
        const answer = await patiently(async () => {
          const variables = { input: { eventId, userId } };
          const { data } = await client.mutate({ mutation: UndoCheckInDocument, variables });
          return data!.undoCheckIn;
        });
        const refusal = answer.userErrors[0];
        setShown(refusal ? { kind: 'refused', message: refusal.message } : { kind: 'undone', name });
        if (!refusal) setLast((before) => before.filter(({ id }) => id !== userId));
      }),
    [client, eventId, inTurn],
  );

  return { shown, last, checkIn, undo };
}

/** Asks again while the answer is BUSY: that is safe, and a queue at the door can't read messages. */
async function patiently<Answer extends { userErrors: readonly Refusal[] }>(
  send: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send();
    const step = nextStep(answer.userErrors, attempt, Math.random());
    if (step.kind !== 'wait') return answer;
    await new Promise((resolve) => setTimeout(resolve, step.seconds * 1000));
  }
}
