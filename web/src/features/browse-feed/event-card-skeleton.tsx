import { Skeleton } from '@mantine/core';
import card from './event-card.module.css';
import pages from './event-pages.module.css';
import { feedTexts } from './texts.ts';

/** The outlines of cards, exactly as large as cards are, so that nothing moves when these arrive. */
export function CardOutlines({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: outlines are all the same and never change places.
    <div className={card.card} key={index} aria-hidden="true">
      <div className={card.body}>
        <Skeleton width={56} height={75} radius={12} style={{ flex: 'none' }} />
        <div className={card.facts}>
          <Skeleton height={20} mb={10} />
          <Skeleton height={16} width="70%" mb={10} />
          <Skeleton height={16} width="45%" />
        </div>
      </div>
      <div className={card.stub}>
        <Skeleton height={16} width="55%" />
      </div>
    </div>
  ));
}

/** A list of events that are on their way. */
export function EventCardSkeletons() {
  return (
    <div className={pages.grid} role="status" aria-label={feedTexts.loading}>
      <CardOutlines count={9} />
    </div>
  );
}
