import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { countNarrowing, noFilter } from './event-filter.ts';
import { type FeedAddress, feedAddress } from './feed-address.ts';
import { feedTexts } from './texts.ts';

/** What stands where events would: why there are none, and the way to those there are. */
export function NoEvents({ address: { kind, filter } }: { address: FeedAddress }) {
  const narrowing = countNarrowing(filter);
  if (narrowing === 0) return <EmptyState title={feedTexts.emptyTitle} text={feedTexts.emptyText} />;
  const onlyCity = filter.city !== null && narrowing === 1;
  return (
    <EmptyState
      title={onlyCity ? feedTexts.emptyCityTitle(filter.city) : feedTexts.emptyFilterTitle}
      text={onlyCity ? feedTexts.emptyCityText : feedTexts.emptyFilterText}
    >
      <Button component={Link} to={feedAddress({ kind, filter: noFilter })}>
        {onlyCity ? feedTexts.clearCity : feedTexts.clearFilter}
      </Button>
    </EmptyState>
  );
}
