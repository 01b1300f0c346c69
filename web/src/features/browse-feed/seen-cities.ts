import { useSyncExternalStore } from 'react';

/** The API has no list of cities; the ones that events named since the page was loaded are suggested instead. */
let seen: readonly string[] = [];
const listeners = new Set<() => void>();

/** Remembers the cities of events that have just arrived. */
export function rememberCities(cities: Iterable<string | null | undefined>): void {
  const all = new Set(seen);
  for (const city of cities) if (city) all.add(city);
  if (all.size === seen.length) return;
  seen = [...all].sort((a, b) => a.localeCompare(b));
  for (const listener of listeners) listener();
}

/** The cities to suggest, in alphabetical order. */
export function useSeenCities(): readonly string[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => seen,
  );
}
