import { Link, useLocation } from 'react-router';
import styles from './page-tabs.module.css';

/** Where the tabs are wider than the window, the one that is shown is in sight. */
const bringIntoSight = (tab: HTMLElement | null) => tab?.scrollIntoView({ block: 'nearest', inline: 'center' });

/** The ways between the parts of a page. `current` is the one that is shown, where the path alone doesn’t tell. */
export function PageTabs(props: { label: string; tabs: readonly { to: string; text: string }[]; current?: string }) {
  const { pathname } = useLocation();
  const current = props.current ?? pathname.replace(/\/$/, '');
  return (
    <nav className={styles.tabs} aria-label={props.label}>
      {props.tabs.map(({ to, text }) => (
        <Link
          key={to}
          to={to}
          aria-current={to === current ? 'page' : undefined}
          ref={to === current ? bringIntoSight : null}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
