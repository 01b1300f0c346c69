import type { Profile } from './profile.ts';
import { weights } from './weights.ts';

/** An event that may be shown, as it was when the reading began. */
export type Candidate = {
  eventId: string;
  organizerId: string;
  trendScore: number;
  cityKey: string | null;
  /** The first is the leading one. */
  tags: string[];
};

/** Why an event is where it is. */
export type Reason =
  | { code: 'MATCHES_INTEREST'; tag: string }
  | { code: 'SIMILAR_TO_JOINED'; tag: string }
  | { code: 'TRENDING_IN_CITY' }
  | { code: 'TRENDING' };

export type Ranked<C extends Candidate> = C & { personalScore: number; reason: Reason };

/** How well a candidate's tags are the reader's: the cosine of the two vectors, 0 to 1. Each of an event's tags counts the same. */
export function affinity(tags: string[], profile: Profile): number {
  const lengthOfProfile = Math.hypot(...Object.values(profile.tags));
  if (lengthOfProfile === 0 || tags.length === 0) return 0;
  const common = tags.reduce((sum, tag) => sum + weightOf(tag, profile), 0);
  return common / (Math.sqrt(tags.length) * lengthOfProfile);
}

/** Scores the candidates for one reader and puts the best first; equally good ones stay in their order. */
export function rank<C extends Candidate>(candidates: C[], profile: Profile): Ranked<C>[] {
  const highest = Math.max(0, ...candidates.map(({ trendScore }) => trendScore));
  return candidates
    .map((candidate) => {
      const fromTags = weights.affinity * affinity(candidate.tags, profile);
      const isNear = profile.cityKey !== null && candidate.cityKey === profile.cityKey;
      const fromCity = isNear ? weights.homeCity : 0;
      const fromTrend = highest > 0 ? (weights.trend * candidate.trendScore) / highest : 0;
      return {
        ...candidate,
        personalScore: fromTrend + fromTags + fromCity,
        reason: reasonFor(candidate, profile, { fromTags, fromCity }),
      };
    })
    .sort((a, b) => b.personalScore - a.personalScore);
}

/** The strongest of what speaks for this event and not for all; popularity where nothing does. */
function reasonFor({ tags }: Candidate, profile: Profile, from: { fromTags: number; fromCity: number }): Reason {
  if (from.fromTags > 0 && from.fromTags >= from.fromCity) {
    const tag = tags.reduce((best, next) => (weightOf(next, profile) > weightOf(best, profile) ? next : best));
    return { code: profile.interests.includes(tag) ? 'MATCHES_INTEREST' : 'SIMILAR_TO_JOINED', tag };
  }
  return { code: from.fromCity > 0 ? 'TRENDING_IN_CITY' : 'TRENDING' };
}

/** Own entries only: a tag may be called "constructor". */
function weightOf(tag: string, profile: Profile): number {
  return Object.hasOwn(profile.tags, tag) ? profile.tags[tag]! : 0;
}
