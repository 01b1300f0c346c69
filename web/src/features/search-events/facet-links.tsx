import { Link } from 'react-router';
import { keepPlace } from '../../app/shell/use-scroll-memory.ts';
import type { SearchEventsQuery } from '../../generated/documents.gen.ts';
import { type SearchAddress, searchAddress } from './search-address.ts';
import styles from './search-page.module.css';
import { searchTexts } from './texts.ts';

type Facets = SearchEventsQuery['searchEvents']['facets'];

/** More than these say little: the frequent ones come first. */
const shownValues = 8;

/** By what a search can be narrowed down, with how much there is of each; what is chosen is given up by the same link. */
export function FacetLinks({ address, facets }: { address: SearchAddress; facets: Facets }) {
  return (
    <div className={styles.facets}>
      <Facet name={searchTexts.narrowTag} field="tag" address={address} values={facets?.tags ?? []} />
      <Facet name={searchTexts.narrowCity} field="city" address={address} values={facets?.cities ?? []} />
      <PastLink address={address} />
    </div>
  );
}

function Facet(props: {
  name: string;
  field: 'tag' | 'city';
  address: SearchAddress;
  values: readonly { readonly value: string; readonly count: number }[];
}) {
  const { name, field, address, values } = props;
  const chosen = address[field];
  // One value that all have narrows nothing.
  if (chosen === null && values.length < 2) return null;
  const shown = chosen === null ? values.slice(0, shownValues) : [{ value: chosen, count: null }];
  return (
    <nav className={styles.chips} aria-label={name}>
      {/* What is chosen stays the same link, by its key, and keeps the focus. */}
      {shown.map(({ value, count }) => (
        <Link
          key={value}
          to={searchAddress({ ...address, [field]: count === null ? null : value })}
          state={keepPlace}
          aria-current={count === null ? 'true' : undefined}
        >
          {count === null ? value : searchTexts.withCount(value, count)}
        </Link>
      ))}
    </nav>
  );
}

/** Takes in what is over, or leaves it out again. */
function PastLink({ address }: { address: SearchAddress }) {
  return (
    <div className={styles.chips}>
      <Link
        to={searchAddress({ ...address, past: !address.past })}
        state={keepPlace}
        aria-current={address.past ? 'true' : undefined}
      >
        {searchTexts.past}
      </Link>
    </div>
  );
}
