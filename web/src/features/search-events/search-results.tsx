import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { useHeldFocus } from '../../components/use-held-focus.ts';
import { usePages } from '../../components/use-pages.ts';
import { SearchEventsDocument } from '../../generated/documents.gen.ts';
import { EventCardSkeletons } from '../browse-feed/event-card-skeleton.tsx';
import { EventPages } from '../browse-feed/event-pages.tsx';
import { rememberSeen } from '../browse-feed/seen-values.ts';
import { FacetLinks } from './facet-links.tsx';
import { searchVariables } from './preload-search.ts';
import { type SearchAddress, searchAddress } from './search-address.ts';
import styles from './search-page.module.css';
import { likelySpelling } from './spelling.ts';
import { searchTexts } from './texts.ts';

/** What a search finds; while the next one is under way, what the last one found stays, paler. */
export function SearchResults({ address }: { address: SearchAddress }) {
  const result = useQuery(SearchEventsDocument, {
    variables: searchVariables(address),
    notifyOnNetworkStatusChange: true,
  });
  const { data, previousData, error, networkStatus, refetch } = result;
  const pages = usePages(result, data?.searchEvents.pageInfo);
  // A link that narrows down or widens may be gone from what is found then.
  const results = useHeldFocus<HTMLDivElement>();
  const found = (data ?? previousData)?.searchEvents;
  const failed = !data && error !== undefined && networkStatus === NetworkStatus.error;
  const total = data?.searchEvents.totalCount;

  useEffect(() => rememberSeen(found?.edges.map(({ node }) => node) ?? []), [found]);

  return (
    <>
      <p className={styles.total} role="status">
        {failed ? '' : total == null ? searchTexts.searching : searchTexts.found(total)}
      </p>
      {failed ? (
        <FaultNotice error={error} retry={() => void refetch()} />
      ) : !found ? (
        <EventCardSkeletons />
      ) : (
        <div {...results} className={styles.results} data-stale={!data || undefined}>
          <FacetLinks address={address} facets={found.facets} />
          {found.edges.length === 0 ? (
            <Nothing address={address} />
          ) : (
            <>
              <Spelling query={address.query} edges={found.edges} />
              <EventPages edges={found.edges} pages={pages} startOver={() => void refetch()} />
            </>
          )}
        </div>
      )}
    </>
  );
}

interface FoundEdge {
  readonly node: {
    readonly title: string;
    readonly city: string | null;
    readonly venue: string | null;
    readonly tags: readonly string[];
  } | null;
}

/** Says which words were understood where those that were typed are nowhere. */
function Spelling({ query, edges }: { query: string; edges: readonly FoundEdge[] }) {
  const texts = edges.flatMap(({ node }) =>
    node ? [node.title, node.city ?? '', node.venue ?? '', ...node.tags] : [],
  );
  const meant = likelySpelling(query, texts);
  if (meant === null) return null;
  return (
    <div className={styles.spelling}>
      <Notice tone="plain">{searchTexts.didYouMean(meant)}</Notice>
    </div>
  );
}

function Nothing({ address }: { address: SearchAddress }) {
  const narrowed = address.city !== null || address.tag !== null;
  return (
    <EmptyState
      title={searchTexts.nothing(address.query)}
      text={narrowed ? searchTexts.nothingNarrowed : searchTexts.nothingMore}
    >
      {narrowed ? (
        <Button component={Link} to={searchAddress({ ...address, city: null, tag: null })}>
          {searchTexts.widen}
        </Button>
      ) : (
        // Before it, those that are over are taken in by the link above.
        address.past && (
          <Button component={Link} to="/">
            {searchTexts.seeEvents}
          </Button>
        )
      )}
    </EmptyState>
  );
}
