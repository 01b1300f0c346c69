import { ActionIcon, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { CloseIcon, SearchIcon } from '../../components/icons.tsx';
import { Page } from '../../components/page.tsx';
import { useSeenValues } from '../browse-feed/seen-values.ts';
import { isAnswerable, longestQuery, readSearchAddress, type SearchAddress, searchAddress } from './search-address.ts';
import styles from './search-page.module.css';
import { SearchResults } from './search-results.tsx';
import { searchTexts } from './texts.ts';

/** Typing goes on faster than this; what is typed in between is not asked for. */
const pauseMs = 250;

const nothing: SearchAddress = { query: '', city: null, tag: null, past: false };

/** Looks for events as one types; the address says what is looked for. */
export function SearchPage() {
  const [search] = useSearchParams();
  const address = useMemo(() => readSearchAddress(search), [search]);
  const answerable = isAnswerable(address.query);
  return (
    <Page title={answerable ? searchTexts.titleFor(address.query) : searchTexts.title}>
      <h1 className={styles.title}>{searchTexts.title}</h1>
      <SearchField address={address} />
      {answerable ? <SearchResults address={address} /> : <Ideas query={address.query} />}
    </Page>
  );
}

function SearchField({ address }: { address: SearchAddress }) {
  const { query } = address;
  const navigate = useNavigate();
  const [typed, setTyped] = useState(query);
  const [asked, setAsked] = useState(query);
  const input = useRef<HTMLInputElement>(null);
  // Gone elsewhere by a link, or back: the field follows the address, unless it is the address that follows the field.
  if (query !== asked) {
    setAsked(query);
    setTyped(query);
  }

  const go = (next: string) => {
    const wanted = next.trim();
    if (wanted === query) return;
    setAsked(wanted);
    // Put right, a search is narrowed down as it was; emptied, it begins anew. What was typed on the way is no page to come
    // back to.
    void navigate(searchAddress({ ...(wanted === '' ? nothing : address), query: wanted }), { replace: true });
  };
  const goSoon = useDebouncedCallback(go, pauseMs);

  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is not known to React's types of every browser yet.
    <form
      role="search"
      className={styles.field}
      onSubmit={(event) => {
        event.preventDefault();
        goSoon.cancel();
        go(typed);
      }}
    >
      <TextInput
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        // Somebody who opens the search came to type.
        autoFocus
        aria-label={searchTexts.field}
        placeholder={searchTexts.placeholder}
        maxLength={longestQuery}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          goSoon(currentTarget.value);
        }}
        leftSection={<SearchIcon />}
        rightSectionWidth={48}
        rightSection={
          typed && (
            <ActionIcon
              variant="subtle"
              color="var(--ink-soft)"
              aria-label={searchTexts.clear}
              onClick={() => {
                goSoon.cancel();
                setTyped('');
                go('');
                input.current?.focus();
              }}
            >
              <CloseIcon />
            </ActionIcon>
          )
        }
      />
    </form>
  );
}

/** What to try, where nothing has been typed that can be looked for: what the lists have shown so far. */
function Ideas({ query }: { query: string }) {
  const { tags, cities } = useSeenValues();
  const ideas = [...tags.slice(0, 6), ...cities.slice(0, 4)];
  return (
    <>
      <p className={styles.intro} role="status">
        {query === '' ? searchTexts.intro : searchTexts.unsearchable(query)}
      </p>
      {ideas.length > 0 && (
        <nav className={styles.chips} aria-label={searchTexts.ideas}>
          {ideas.map((idea) => (
            <Link key={idea} to={searchAddress({ ...nothing, query: idea })}>
              {idea}
            </Link>
          ))}
        </nav>
      )}
    </>
  );
}
