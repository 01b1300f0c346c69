import { Button } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { FilterIcon } from '../../components/icons.tsx';
import { countNarrowing, type EventFilter, noFilter } from './event-filter.ts';
import styles from './filter-panel.module.css';
import { useSeenValues } from './seen-values.ts';
import { feedTexts } from './texts.ts';
import { whens } from './when.ts';

/** As many tags as a phone shows in three lines. */
const suggestedTags = 10;

/** Narrows a list down by days, seats, online and tags; each choice applies at once. A disclosure: closed, it says how much is set. */
export function FilterPanel({ filter, apply }: { filter: EventFilter; apply: (filter: EventFilter) => void }) {
  const [open, setOpen] = useState(false);
  const panelId = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const seen = useSeenValues();
  // The city has a field of its own beside this.
  const set = countNarrowing({ ...filter, city: null });
  const tags = [...new Set([...filter.tags, ...seen.tags.slice(0, suggestedTags)])];
  const toggleTag = (tag: string) =>
    apply({
      ...filter,
      tags: filter.tags.includes(tag) ? filter.tags.filter((each) => each !== tag) : [...filter.tags, tag],
    });

  const closeOnEscape = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape') return;
    setOpen(false);
    opener.current?.focus();
  };

  return (
    <>
      <Button
        ref={opener}
        variant="default"
        h={52}
        radius={14}
        leftSection={<FilterIcon />}
        aria-expanded={open}
        aria-controls={panelId}
        onClick={() => setOpen(!open)}
        onKeyDown={closeOnEscape}
        className={styles.opener!}
      >
        {feedTexts.filters(set)}
      </Button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape is caught here for all the controls inside. */}
      <div id={panelId} className={styles.panel} hidden={!open} onKeyDown={closeOnEscape}>
        <Group name={feedTexts.when}>
          {whens.map((when) => (
            <Chip key={when} pressed={filter.when === when} press={() => apply({ ...filter, when })}>
              {feedTexts.whens[when]}
            </Chip>
          ))}
        </Group>
        <Group name={feedTexts.seats}>
          <Chip pressed={filter.onlyFree} press={() => apply({ ...filter, onlyFree: !filter.onlyFree })}>
            {feedTexts.onlyFree}
          </Chip>
          <Chip pressed={filter.onlyOnline} press={() => apply({ ...filter, onlyOnline: !filter.onlyOnline })}>
            {feedTexts.onlyOnline}
          </Chip>
        </Group>
        {tags.length > 0 && (
          <Group name={feedTexts.tags}>
            {tags.map((tag) => (
              <Chip key={tag} pressed={filter.tags.includes(tag)} press={() => toggleTag(tag)}>
                {tag}
              </Chip>
            ))}
          </Group>
        )}
        {set > 0 && (
          <Button
            variant="subtle"
            onClick={() => {
              apply({ ...noFilter, city: filter.city });
              // This button goes.
              opener.current?.focus();
            }}
            className={styles.clear!}
          >
            {feedTexts.clearFilter}
          </Button>
        )}
      </div>
    </>
  );
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend>{name}</legend>
      {children}
    </fieldset>
  );
}

function Chip({ pressed, press, children }: { pressed: boolean; press: () => void; children: string }) {
  return (
    <button type="button" className={styles.chip} aria-pressed={pressed} onClick={press}>
      {children}
    </button>
  );
}
