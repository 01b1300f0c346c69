import { RUN_AT_MOST } from './weights.ts';

type Shown = { organizerId: string; tags: string[] };

/**
 * Puts a list in an order in which no more than two in a row share an organizer or a leading tag while others wait: where a
 * third would follow, the next that doesn't is taken first. When all that are left would follow on, they do.
 */
export function diversify<T extends Shown>(ranked: readonly T[]): T[] {
  const waiting = [...ranked];
  const shown: T[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((item) => !followsOn(shown, item));
    shown.push(...waiting.splice(Math.max(next, 0), 1));
  }
  return shown;
}

/** Whether an item would be one too many of its organizer or its leading tag. */
export function followsOn(shown: readonly Shown[], item: Shown): boolean {
  const last = shown.slice(-RUN_AT_MOST);
  if (last.length < RUN_AT_MOST) return false;
  const [tag] = item.tags;
  return (
    last.every(({ organizerId }) => organizerId === item.organizerId) ||
    (tag !== undefined && last.every(({ tags }) => tags[0] === tag))
  );
}
