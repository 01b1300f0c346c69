import { Link, useLocation } from 'react-router';
import styles from './page-tabs.module.css';

/** The ways between the parts of a page. `current` is the one that is shown, where the path alone doesn’t tell. */
export function PageTabs(props: { label: string; tabs: readonly { to: string; text: string }[]; current?: string }) {
  const { pathname } = useLocation();
  const current = props.current ?? pathname.replace(/\/$/, '');
  return (
    <nav className={styles.tabs} aria-label={props.label}>
      {props.tabs.map(({ to, text }) => (
        <Link key={to} to={to} aria-current={to === current ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  );
}
