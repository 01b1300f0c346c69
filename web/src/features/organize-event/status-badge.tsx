import type { EventStatus } from '../../generated/documents.gen.ts';
import styles from './event-frame.module.css';
import { organizeTexts } from './texts.ts';

/** Where an event stands, in a word. */
export function StatusBadge({ status }: { status: EventStatus }) {
  return (
    <span className={styles.badge} data-status={status}>
      {organizeTexts.states[status]}
    </span>
  );
}
