import type { ApolloClient } from '@apollo/client';
import type { FileContent } from '@cityevents/event-files/file-event';
import { useCallback, useState } from 'react';
import { ImportRefused, type Result, sendEvents } from './send-events.ts';
import { importTexts } from './texts.ts';

/** A file, read, with what its events would come to, or came to. */
interface Looked {
  readonly name: string;
  readonly content: FileContent;
  readonly notes: readonly string[];
  readonly results: readonly Result[];
}

type State =
  | { readonly kind: 'idle' | 'reading' }
  | {
      readonly kind: 'sending';
      readonly dryRun: boolean;
      readonly done: number;
      readonly all: number;
      readonly waiting: boolean;
    }
  | ({ readonly kind: 'preview' | 'done' } & Looked)
  | { readonly kind: 'problem'; readonly message: string }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Reads a file and asks what it would do; then, on `bringIn`, has it done. */
export function useImport(client: ApolloClient) {
  const [state, setState] = useState<State>({ kind: 'idle' });

  const send = useCallback(
    async (file: Omit<Looked, 'results'>, dryRun: boolean) => {
      const all = file.content.events.length;
      setState({ kind: 'sending', dryRun, done: 0, all, waiting: false });
      const reached = (so: { done: number; waiting: boolean }) => setState({ kind: 'sending', dryRun, all, ...so });
      const results = await sendEvents(client, file.content.events, { dryRun, reached });
      setState({ kind: dryRun ? 'preview' : 'done', ...file, results });
    },
    [client],
  );

  const tried = useCallback(async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (error instanceof ImportRefused) setState({ kind: 'problem', message: error.message });
      else setState({ kind: 'failed', error });
    }
  }, []);

  const read = useCallback(
    (file: File, timezone: string) =>
      tried(async () => {
        setState({ kind: 'reading' });
        // What reads files comes with the first of them.
        const { readEventFile } = await import('./read-file.ts');
        const reading = await readEventFile(file, timezone);
        if (reading.kind === 'problem') return setState({ kind: 'problem', message: reading.message });
        const { content, notes } = reading;
        if (content.lines.length === 0) return setState({ kind: 'problem', message: importTexts.nothing(file.name) });
        await send({ name: file.name, content, notes }, true);
      }),
    [send, tried],
  );

  const bringIn = useCallback(
    () =>
      tried(async () => {
        if (state.kind === 'preview')
          await send({ name: state.name, content: state.content, notes: state.notes }, false);
      }),
    [send, state, tried],
  );

  return { state, read, bringIn };
}
