import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FormRefusal } from '../../components/checked-form.tsx';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { scheduleTexts } from './texts.ts';

/** What became of it. */
type Dropping =
  | { readonly kind: 'idle' | 'asking' }
  | { readonly kind: 'refused'; readonly messages: readonly string[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Takes the plan back. The button goes with it: `dropped` finds the keyboard another place. */
export function DropPlan({ drop, dropped }: { drop: () => Promise<readonly FormRefusal[]>; dropped: () => void }) {
  const [state, setState] = useState<Dropping>({ kind: 'idle' });

  async function ask() {
    if (state.kind === 'asking') return;
    setState({ kind: 'asking' });
    try {
      const refusals = await drop();
      if (refusals.length > 0) return setState({ kind: 'refused', messages: refusals.map(({ message }) => message) });
      setState({ kind: 'idle' });
      dropped();
    } catch (error) {
      setState({ kind: 'failed', error });
    }
  }

  return (
    <>
      <Button variant="default" my="md" onClick={() => void ask()} aria-disabled={state.kind === 'asking'}>
        {state.kind === 'asking' ? scheduleTexts.dropping : scheduleTexts.drop}
      </Button>
      {state.kind === 'refused' && (
        <div role="alert">
          <Notice tone="bad">{state.messages.join(' ')}</Notice>
        </div>
      )}
      {state.kind === 'failed' && <FaultNotice error={state.error} />}
    </>
  );
}
