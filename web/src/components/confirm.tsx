import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import styles from './confirm.module.css';
import { FaultNotice, Notice } from './notice.tsx';

/** What became of doing it. */
type Acting =
  | { readonly kind: 'idle' | 'acting' }
  | { readonly kind: 'refused'; readonly messages: readonly string[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Something that can't be taken back, done after one question asked in place: what will happen, and a way out that has the
 * focus. `act` resolves to the refusals' messages; none means that it is done.
 */
export function Confirm(props: {
  action: string;
  /** The button's name where its text alone is not enough, as in a list. */
  label?: string;
  question: string;
  children?: ReactNode;
  yes: string;
  no: string;
  acting: string;
  act: () => Promise<readonly string[]>;
}) {
  const [asking, setAsking] = useState(false);
  const [state, setState] = useState<Acting>({ kind: 'idle' });
  const opener = useRef<HTMLButtonElement>(null);
  const question = useRef<HTMLFieldSetElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  const acted = useRef(false);

  // The button that was pressed is replaced: the keyboard goes to what replaced it, and back.
  useEffect(() => {
    if (asking) keep.current?.focus();
    else if (asked.current) opener.current?.focus();
    asked.current = asking;
  }, [asking]);

  // Done, it may take away what it was about, and itself with it.
  useLayoutEffect(
    () => () => {
      const focused = document.activeElement;
      if (acted.current && focused && (question.current ?? opener.current)?.contains(focused)) leaveFocusNear(focused);
    },
    [],
  );

  async function act() {
    if (state.kind === 'acting') return;
    acted.current = true;
    setState({ kind: 'acting' });
    try {
      const messages = await props.act();
      setState(messages.length > 0 ? { kind: 'refused', messages } : { kind: 'idle' });
      if (messages.length === 0) setAsking(false);
    } catch (error) {
      setState({ kind: 'failed', error });
    }
  }

  if (!asking) {
    return (
      <Button ref={opener} variant="default" onClick={() => setAsking(true)} aria-label={props.label}>
        {props.action}
      </Button>
    );
  }
  return (
    <fieldset
      ref={question}
      className={styles.question}
      onKeyDown={({ key }) => {
        if (key === 'Escape' && state.kind !== 'acting') setAsking(false);
      }}
    >
      <legend>{props.question}</legend>
      {props.children}
      {state.kind === 'refused' && (
        <div role="alert">
          <Notice tone="bad">{state.messages.join(' ')}</Notice>
        </div>
      )}
      {state.kind === 'failed' && <FaultNotice error={state.error} />}
      <div className={styles.answers}>
        <Button ref={keep} variant="default" onClick={() => setAsking(false)}>
          {props.no}
        </Button>
        <Button
          color="var(--bad-ink)"
          variant="outline"
          onClick={() => void act()}
          aria-disabled={state.kind === 'acting'}
        >
          {state.kind === 'acting' ? props.acting : props.yes}
        </Button>
      </div>
    </fieldset>
  );
}

/** Hands the focus of what is about to be taken out of the page to the nearest around it that stays and takes one. */
function leaveFocusNear(leaving: Element): void {
  const around: HTMLElement[] = [];
  for (let each: Element | null = leaving; each; each = each.parentElement) {
    if (each instanceof HTMLElement && each.getAttribute('tabindex') === '-1') around.push(each);
  }
  queueMicrotask(() => around.find(({ isConnected }) => isConnected)?.focus());
}
