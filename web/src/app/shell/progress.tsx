import { useNavigation } from 'react-router';
import styles from './progress.module.css';

/** Shows on a slow line that a tap was taken, until the page it leads to is there. */
export function Progress() {
  return useNavigation().state === 'loading' ? <div className={styles.progress} aria-hidden="true" /> : null;
}
