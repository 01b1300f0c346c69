import type { ReactNode } from 'react';
import styles from './page.module.css';

/** A page's frame and its title in the window. `narrow` is for forms, `reading` for text and lists. */
export function Page({
  title,
  width = 'wide',
  children,
}: {
  title: string;
  width?: 'wide' | 'reading' | 'narrow';
  children: ReactNode;
}) {
  return (
    <div className={`${styles.page} ${styles[width]}`}>
      <title>{`${title} · CityEvents`}</title>
      {children}
    </div>
  );
}
