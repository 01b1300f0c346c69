import { ActionIcon, TextInput } from '@mantine/core';
import { type SyntheticEvent, useId, useRef, useState } from 'react';
import { CloseIcon, SearchIcon } from '../../components/icons.tsx';
import styles from './city-filter.module.css';
import { useSeenValues } from './seen-values.ts';
import { feedTexts } from './texts.ts';

/** Narrows the feed to a city: typed and confirmed, or picked from the cities that events have named so far. */
export function CityFilter({ city, apply }: { city: string | null; apply: (city: string | null) => void }) {
  const { cities } = useSeenValues();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(city ?? '');
  const [followed, setFollowed] = useState(city);
  // Gone elsewhere by a link, or back: what is typed follows.
  if (city !== followed) {
    setFollowed(city);
    setTyped(city ?? '');
  }
  // There is room for one button: what is in force can be cleared, all else be applied.
  const inForce = city !== null && typed.trim() === city;

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const wanted = input.current?.value.trim() || null;
    if (wanted !== city) apply(wanted);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is not known to React's types of every browser yet.
    <form role="search" className={styles.filter} onSubmit={submit}>
      <TextInput
        ref={input}
        type="text"
        name="city"
        aria-label={feedTexts.city}
        placeholder={feedTexts.cityPlaceholder}
        value={typed}
        list={listId}
        autoComplete="off"
        enterKeyHint="search"
        maxLength={120}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          // Picked from the list, not typed: there is nothing left to confirm.
          const { inputType } = event.nativeEvent as InputEvent;
          if (inputType === undefined || inputType === 'insertReplacementText') submit(event);
        }}
        rightSectionWidth={48}
        rightSection={
          inForce ? (
            <ActionIcon
              key="clear"
              variant="subtle"
              color="var(--ink-soft)"
              aria-label={feedTexts.clearCity}
              onClick={() => {
                apply(null);
                // The button goes; who used it may type another city.
                input.current?.focus();
              }}
            >
              <CloseIcon />
            </ActionIcon>
          ) : (
            <ActionIcon
              key="apply"
              type="submit"
              variant="subtle"
              color="var(--ink-soft)"
              aria-label={feedTexts.applyCity}
            >
              <SearchIcon />
            </ActionIcon>
          )
        }
      />
      <datalist id={listId}>
        {cities.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </form>
  );
}
