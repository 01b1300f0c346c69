import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** What stands where a list would, when there is nothing in it: why, and what to do next. */
export function EmptyState({
  title,
  text,
  level = 2,
  children,
}: {
  title: string;
  text: string;
  level?: 1 | 2;
  children?: ReactNode;
}) {
  const Heading = `h${level}` as const;
  return (
    <div className={styles.empty}>
      <svg aria-hidden="true" width="112" height="72" viewBox="0 0 112 72" fill="none">
        <path
          d="M8 14h96v12a10 10 0 0 0 0 20v12H8V46a10 10 0 0 0 0-20V14Z"
          stroke="var(--line-strong)"
          strokeWidth="2"
          strokeDasharray="5 5"
        />
        <path d="M74 20v34" stroke="var(--line-strong)" strokeWidth="2" strokeDasharray="3 5" />
      </svg>
      <Heading>{title}</Heading>
      <p>{text}</p>
      {children}
    </div>
  );
}
