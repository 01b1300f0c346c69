import type { FragmentType } from '@apollo/client';
import { Button } from '@mantine/core';
import { isCursorExpired } from '../../components/fault.ts';
import { FaultNotice } from '../../components/notice.tsx';
import type { Pages } from '../../components/use-pages.ts';
import type { EventCardFragment } from '../../generated/documents.gen.ts';
import { EventCard, type Reason } from './event-card.tsx';
import { CardOutlines } from './event-card-skeleton.tsx';
import styles from './event-pages.module.css';
import { feedTexts } from './texts.ts';

/** An event in a list, and why it is there where that is said. */
export interface EventEdge {
  readonly cursor: string;
  /** Null while the event can't be loaded. */
  readonly node: FragmentType<EventCardFragment> | null;
  readonly reason?: Reason | null;
}

/** Events as cards, as far as they are read, and the way on. `startOver` reads a list anew that can't be read on. */
export function EventPages(props: { edges: readonly EventEdge[]; pages: Pages; startOver: () => void }) {
  const { edges, pages, startOver } = props;
  const missing = edges.filter(({ node }) => !node).length;
  const expired = isCursorExpired(pages.moreError);
  return (
    <>
      <ul className={styles.grid} aria-label={feedTexts.list}>
        {edges.map(
          ({ cursor, node, reason }) =>
            node && (
              <li key={cursor}>
                <EventCard event={node} reason={reason ?? null} />
              </li>
            ),
        )}
      </ul>
      {pages.loadingMore && (
        <div className={styles.grid} data-more>
          <CardOutlines count={3} />
        </div>
      )}
      <div className={styles.foot} ref={pages.endRef}>
        {missing > 0 && <span>{feedTexts.missing(missing)}</span>}
        {pages.moreError !== null ? (
          <FaultNotice
            error={pages.moreError}
            {...(expired ? { retry: startOver, retryLabel: feedTexts.startOver } : { retry: pages.more })}
          />
        ) : pages.hasMore ? (
          <Button variant="default" onClick={pages.more} disabled={pages.loadingMore} miw={180}>
            {pages.loadingMore ? feedTexts.loadingMore : feedTexts.more}
          </Button>
        ) : (
          <span>{feedTexts.end}</span>
        )}
      </div>
    </>
  );
}
