import { diversify } from './diversify.ts';
import type { Profile } from './profile.ts';
import { type Candidate, type Ranked, rank } from './rank.ts';

/**
 * A window of candidates, in the order of TRENDING, as one reader is shown them. Pure: the same window and profile give the same
 * order, on which cursors rely.
 */
export function personalize<C extends Candidate>(candidates: C[], profile: Profile): Ranked<C>[] {
  return diversify(rank(candidates, profile));
}
