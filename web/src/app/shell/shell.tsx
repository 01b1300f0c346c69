import { useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { Mark } from '../../components/icons.tsx';
import { useSession } from '../session/use-session.ts';
import { AccountMenu } from './account-menu.tsx';
import { Progress } from './progress.tsx';
import { SchemeToggle } from './scheme-toggle.tsx';
import styles from './shell.module.css';
import { shellTexts } from './texts.ts';
import { useScrollMemory } from './use-scroll-memory.ts';
import { ways } from './ways.ts';

/** The frame around every page: the way around, the account, and the page itself. */
export function Shell() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const { status } = useSession();
  const shown = useRef(pathname);
  useScrollMemory();

  // Keyboard and screen reader go on at the new page's beginning, not at the link that was left behind.
  useEffect(() => {
    // A page that has put the focus to its own field knows better.
    const placed = main.current?.contains(document.activeElement) && document.activeElement !== main.current;
    if (shown.current !== pathname && !placed) main.current?.focus({ preventScroll: true });
    shown.current = pathname;
  }, [pathname]);

  return (
    <>
      <a className={styles.skip} href="#main">
        {shellTexts.skip}
      </a>
      <header className={styles.header}>
        <Progress />
        <div className={styles.bar}>
          <Link to="/" className={styles.brand}>
            <Mark />
            <span>{shellTexts.name}</span>
          </Link>
          <nav className={styles.nav} aria-label={shellTexts.mainNavigation}>
            {ways
              .filter(({ signedIn }) => !signedIn || status === 'signed-in')
              .map(({ to, text, Icon, end }) => (
                <NavLink key={to} to={to} end={end ?? false} className={styles.navLink!}>
                  <Icon />
                  <span>{text}</span>
                </NavLink>
              ))}
          </nav>
          <SchemeToggle />
          <AccountMenu />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}
