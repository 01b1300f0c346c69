import { useCallback, useEffect, useRef, useState } from 'react';
import { nextStep, type Refusal } from './busy-retry.ts';

/** How far one tap has come. */
export type Progress =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'waiting'; readonly secondsLeft: number; readonly why: 'busy' | 'opening' }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'failed'; readonly error: unknown };

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}

/**
 * Sends a request that is safe to repeat until it is answered with more than that it is too early, and tells how far it is. `send`
 * resolves to the answer's refusals. A second tap while one is on its way does nothing. `forgetRefusal` is for when what
 * was refused has become possible.
 */
export function usePatientRequest(send: () => Promise<readonly Refusal[]>) {
  const [progress, setProgress] = useState<Progress>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);

  useEffect(() => () => running.current?.abort(), []);

  useEffect(() => {
    // That it can't be reached is no longer so.
    const forgetFailure = () => setProgress((current) => (current.kind === 'failed' ? { kind: 'idle' } : current));
    window.addEventListener('online', forgetFailure);
    return () => window.removeEventListener('online', forgetFailure);
  }, []);

  const start = useCallback(async (): Promise<void> => {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    try {
      setProgress(await sendPatiently(send, controller.signal, setProgress));
    } finally {
      running.current = null;
    }
  }, [send]);

  const forgetRefusal = useCallback(
    () => setProgress((current) => (current.kind === 'refused' ? { kind: 'idle' } : current)),
    [],
  );

  return { progress, start, forgetRefusal };
}

async function sendPatiently(
  send: () => Promise<readonly Refusal[]>,
  signal: AbortSignal,
  report: (progress: Progress) => void,
): Promise<Progress> {
  for (let attempt = 1; ; attempt++) {
    report({ kind: 'sending' });
    let step: ReturnType<typeof nextStep>;
    try {
      step = nextStep(await send(), attempt, Math.random());
    } catch (error) {
      return { kind: 'failed', error };
    }
    if (step.kind === 'done') return { kind: 'done' };
    if (step.kind === 'give-up') return { kind: 'refused', refusal: step.refusal };
    for (let left = step.seconds; left > 0; left--) {
      report({ kind: 'waiting', secondsLeft: Math.ceil(left), why: step.why });
      await wait(Math.min(left, 1) * 1000, signal);
      if (signal.aborted) return { kind: 'idle' };
    }
  }
}
