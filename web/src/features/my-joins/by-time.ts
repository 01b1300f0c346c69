import type { EventStatus } from '../../generated/documents.gen.ts';

/** A join, as far as its event's time says where it stands in the list. */
interface TimedJoin {
  /** Null while the event can't be loaded. */
  readonly event: { readonly startsAt: string; readonly endsAt: string; readonly status: EventStatus } | null;
}

/** What somebody has ahead of them, the next first, and what they have behind them, in the order given. */
export function byTime<Join extends TimedJoin>(
  joins: readonly Join[],
  now: number,
): { readonly ahead: readonly Join[]; readonly behind: readonly Join[] } {
  const isAhead = ({ event }: Join) => !event || (event.status === 'PUBLISHED' && Date.parse(event.endsAt) > now);
  const start = ({ event }: Join) => (event ? Date.parse(event.startsAt) : Number.POSITIVE_INFINITY);
  return {
    ahead: joins.filter(isAhead).sort((a, b) => (start(a) === start(b) ? 0 : start(a) - start(b))),
    behind: joins.filter((join) => !isAhead(join)),
  };
}
