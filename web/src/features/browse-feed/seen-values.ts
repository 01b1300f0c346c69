import { useSyncExternalStore } from 'react';

/** What events are narrowed down by, as far as lists have brought it since the page was loaded. */
export interface SeenValues {
  /** In alphabetical order. */
  readonly cities: readonly string[];
  /** The most frequent of what came first; what comes later goes to the end, so that suggestions don't change places. */
  readonly tags: readonly string[];
}

interface Seen {
  readonly id: string;
  readonly city: string | null;
  readonly tags: readonly string[];
}

/** The API has no list of cities and tags without a search; those that events named are suggested instead. */
let values: SeenValues = { cities: [], tags: [] };
const events = new Set<string>();
const listeners = new Set<() => void>();

/** Remembers what events that have just arrived say; those that were counted already add nothing. */
export function rememberSeen(arrived: Iterable<Seen | null>): void {
  const added = [...arrived].filter((event) => event !== null && !events.has(event.id)) as Seen[];
  if (added.length === 0) return;
  for (const { id } of added) events.add(id);
  const cities = [...values.cities, ...added.flatMap(({ city }) => city ?? [])];
  values = {
    cities: [...new Set(cities)].sort((a, b) => a.localeCompare(b)),
    tags: [...new Set([...values.tags, ...byFrequency(added.flatMap(({ tags }) => tags))])],
  };
  for (const listener of listeners) listener();
}

function byFrequency(tags: readonly string[]): string[] {
  const groups = Map.groupBy(tags, (tag) => tag);
  return [...groups].sort(([, some], [, others]) => others.length - some.length).map(([tag]) => tag);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What to suggest; the component renders again when there is more. */
export function useSeenValues(): SeenValues {
  return useSyncExternalStore(subscribe, () => values);
}
