import { Button } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { signInAddress, stepsBack } from '../../features/sign-in/return-to.ts';
import { session } from '../apollo-client.ts';
import { useSession } from '../session/use-session.ts';
import styles from './account-menu.module.css';
import { shellTexts } from './texts.ts';

/** Sign in and up, or the account of who is signed in. */
export function AccountMenu() {
  const state = useSession();
  const { pathname, search } = useLocation();
  // Its place is kept while nobody knows, so that the header doesn't jump.
  if (state.status === 'unknown') return <div className={styles.pending} />;
  if (state.status === 'signed-in') return <Account name={state.session.person.displayName} />;
  const atDoor = pathname.startsWith('/sign-');
  const returnTo = atDoor ? '/' : pathname + search;
  const steps = atDoor ? null : stepsBack(1);
  return (
    <div className={styles.doors}>
      <Button component={Link} to={signInAddress('/sign-in', returnTo)} state={steps} variant="subtle" h={44} px="sm">
        {shellTexts.signIn}
      </Button>
      <Button
        component={Link}
        to={signInAddress('/sign-up', returnTo)}
        state={steps}
        h={44}
        px="md"
        className={styles.signUp}
      >
        {shellTexts.signUp}
      </Button>
    </div>
  );
}

/** The first letter of a name as people see it: an accent or an emoji's parts belong to it. */
function initialOf(name: string): string {
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment.toUpperCase() ?? '';
}

/** A disclosure, not an ARIA menu: it holds ordinary buttons, and Tab walks through them. */
function Account({ name }: { name: string }) {
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const panelId = useId();
  const box = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const navigate = useNavigate();

  useEffect(() => {
    if (!open) return;
    const closeOutside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [open]);

  async function signOut(everywhere: boolean) {
    setFailed(false);
    try {
      await session.signOut(everywhere);
      await navigate('/');
    } catch {
      setFailed(true);
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is caught here for all the controls inside.
    <div
      ref={box}
      className={styles.account}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        setOpen(false);
        trigger.current?.focus();
      }}
    >
      <button
        ref={trigger}
        type="button"
        className={styles.trigger}
        aria-expanded={open}
        aria-controls={panelId}
        aria-label={shellTexts.account(name)}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">{initialOf(name)}</span>
      </button>
      <div id={panelId} className={styles.panel} hidden={!open}>
        <p className={styles.name}>{name}</p>
        <Link className={styles.item} to="/me/account" onClick={() => setOpen(false)}>
          {shellTexts.settings}
        </Link>
        <button type="button" className={styles.item} onClick={() => void signOut(false)}>
          {shellTexts.signOut}
        </button>
        <button type="button" className={styles.item} onClick={() => void signOut(true)}>
          {shellTexts.signOutEverywhere}
        </button>
        <p role="alert" className={styles.failed}>
          {failed && shellTexts.signOutFailed}
        </p>
      </div>
    </div>
  );
}
