import { NetworkStatus } from '@apollo/client';
import { type RefCallback, useCallback, useState } from 'react';
import { useReachedEnd } from './use-reached-end.ts';

/** As much of a query's result as reading on takes. */
interface Readable {
  readonly networkStatus: NetworkStatus;
  fetchMore(options: { variables: { after: string }; errorPolicy: 'none' }): Promise<unknown>;
}

/** Where a list ends so far. */
interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/** How far a list is read, and how it is read on. */
export interface Pages {
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  /** Why reading on failed, until it is tried again; null while it didn't. */
  readonly moreError: unknown;
  readonly more: () => void;
  /** For the element at the list's end: coming near it reads on. */
  readonly endRef: RefCallback<HTMLElement>;
  readonly forgetError: () => void;
}

/** Reads a list page by page, by its button or by being scrolled to its end. */
export function usePages({ networkStatus, fetchMore }: Readable, pageInfo: PageInfo | undefined): Pages {
  const [moreError, setMoreError] = useState<unknown>(null);
  const endCursor = pageInfo?.endCursor;
  const hasMore = pageInfo?.hasNextPage ?? false;
  const loadingMore = networkStatus === NetworkStatus.fetchMore;

  const more = useCallback(() => {
    if (loadingMore || !endCursor) return;
    setMoreError(null);
    fetchMore({ variables: { after: endCursor }, errorPolicy: 'none' }).catch(setMoreError);
  }, [fetchMore, endCursor, loadingMore]);
  const forgetError = useCallback(() => setMoreError(null), []);
  // After a failure only the button asks again: scrolling must not hammer a server that is struggling.
  const endRef = useReachedEnd(more, hasMore && !loadingMore && moreError === null);
  return { hasMore, loadingMore, moreError, more, endRef, forgetError };
}
