import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { keepPlace } from '../../app/shell/use-scroll-memory.ts';
import { Page } from '../../components/page.tsx';
import { useHeldFocus } from '../../components/use-held-focus.ts';
import { CityFilter } from './city-filter.tsx';
import type { EventFilter } from './event-filter.ts';
import { EventList } from './event-list.tsx';
import { feedAddress, readFeedAddress } from './feed-address.ts';
import styles from './feed-page.module.css';
import { FilterPanel } from './filter-panel.tsx';
import { feedTexts } from './texts.ts';

const kinds = Object.keys(feedTexts.kinds) as (keyof typeof feedTexts.kinds)[];

/** The first page: what's on, in one of four orders, narrowed down to what somebody is after. */
export function FeedPage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  // Outside of the list, which is another one with each filter: only what changes is read out.
  const [said, setSaid] = useState('');
  // Where there is nothing, the link to all there is goes with its list.
  const list = useHeldFocus<HTMLDivElement>();
  const address = useMemo(() => readFeedAddress(search), [search]);
  const { kind, filter } = address;
  const title = filter.city ? feedTexts.titleIn(filter.city) : feedTexts.title;
  const apply = (next: EventFilter) => void navigate(feedAddress({ kind, filter: next }), { state: keepPlace });

  return (
    <Page title={title}>
      <div className={styles.head}>
        <h1>{title}</h1>
        <p>{feedTexts.intro}</p>
      </div>
      <div className={styles.controls}>
        <nav className={styles.orders} aria-label={feedTexts.orders}>
          {kinds.map((each) => (
            <Link key={each} to={feedAddress({ kind: each, filter })} aria-current={each === kind ? 'page' : undefined}>
              {feedTexts.kinds[each]}
            </Link>
          ))}
        </nav>
        <div className={styles.narrowing}>
          <CityFilter city={filter.city} apply={(city) => apply({ ...filter, city })} />
          <FilterPanel filter={filter} apply={apply} />
        </div>
      </div>
      <div {...list}>
        <EventList key={search.toString()} address={address} say={setSaid} />
      </div>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </Page>
  );
}
