import { cityKey } from '../city-key.ts';
import { JOINS_TO_HALF, weights } from './weights.ts';

/** What is known of a reader. */
export type Reader = {
  interests: string[];
  homeCity: string | null;
  /** How many of the events they joined bore a tag. */
  joinedTags: Record<string, number>;
};

/** A reader as ranking sees them. */
export type Profile = {
  /** What they like, and how much: a vector of tags. Only positive weights. */
  tags: Record<string, number>;
  /** Tags they said they like; the others are of what they joined. */
  interests: string[];
  cityKey: string | null;
};

/** Nobody in particular: who isn't signed in. */
export const nobody: Profile = { tags: {}, interests: [], cityKey: null };

/** Makes a profile of what a person said and did. */
export function profileOf({ interests, homeCity, joinedTags }: Reader): Profile {
  const tags: Record<string, number> = {};
  for (const [tag, times] of Object.entries(joinedTags)) {
    tags[tag] = weights.joins * (1 - 0.5 ** (times / JOINS_TO_HALF));
  }
  const said = [...new Set(interests.map((interest) => interest.trim().toLowerCase()))];
  for (const tag of said) tags[tag] = (tags[tag] ?? 0) + weights.interest;
  return { tags, interests: said, cityKey: homeCity === null ? null : cityKey(homeCity) };
}
