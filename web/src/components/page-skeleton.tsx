import { Skeleton } from '@mantine/core';
import styles from './page.module.css';

/** What stands in for a page whose code is on its way. */
export function PageSkeleton() {
  return (
    <div className={`${styles.page} ${styles.reading}`} aria-busy="true">
      <Skeleton height={40} width="60%" mb="lg" />
      <Skeleton height={18} mb="sm" />
      <Skeleton height={18} mb="sm" />
      <Skeleton height={18} width="80%" />
    </div>
  );
}
