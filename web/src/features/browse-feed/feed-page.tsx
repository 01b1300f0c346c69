import { useMemo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Page } from '../../components/page.tsx';
import { CityFilter } from './city-filter.tsx';
import { EventList } from './event-list.tsx';
import { feedAddress, readFeedAddress } from './feed-address.ts';
import styles from './feed-page.module.css';
import { feedTexts } from './texts.ts';

const kinds = Object.keys(feedTexts.kinds) as (keyof typeof feedTexts.kinds)[];

/** The first page: what's on, in one of three orders, everywhere or in one city. */
export function FeedPage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const address = useMemo(() => readFeedAddress(search), [search]);
  const { kind, city } = address;
  const title = city ? feedTexts.titleIn(city) : feedTexts.title;

  return (
    <Page title={title}>
      <div className={styles.head}>
        <h1>{title}</h1>
        <p>{feedTexts.intro}</p>
      </div>
      <div className={styles.controls}>
        <nav className={styles.orders} aria-label={feedTexts.orders}>
          {kinds.map((each) => (
            <Link key={each} to={feedAddress({ kind: each, city })} aria-current={each === kind ? 'page' : undefined}>
              {feedTexts.kinds[each]}
            </Link>
          ))}
        </nav>
        <CityFilter key={city} city={city} apply={(next) => void navigate(feedAddress({ kind, city: next }))} />
      </div>
      <EventList key={`${kind} ${city}`} kind={kind} city={city} />
    </Page>
  );
}
