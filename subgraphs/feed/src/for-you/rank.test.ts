import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personalize } from './pipeline.ts';
import { nobody, type Profile, profileOf } from './profile.ts';
import { affinity, type Candidate, rank } from './rank.ts';
import { JOINS_TO_HALF, weights } from './weights.ts';

let made = 0;
const candidate = (told: Partial<Candidate> = {}): Candidate => ({
  eventId: `event-${++made}`,
  organizerId: `organizer-${made}`,
  trendScore: 1,
  cityKey: null,
  tags: [],
  ...told,
});
const reader = (told: Partial<Parameters<typeof profileOf>[0]> = {}): Profile =>
  profileOf({ interests: [], homeCity: null, joinedTags: {}, ...told });

describe('a profile', () => {
  test('gives an interest its weight, however it is written', () => {
    expect(reader({ interests: ['Jazz ', 'jazz'] }).tags).toEqual({ jazz: weights.interest });
  });

  test('gives joins half of theirs by a few, and never all of it', () => {
    expect(reader({ joinedTags: { rock: JOINS_TO_HALF } }).tags.rock).toBeCloseTo(weights.joins / 2, 12);
    expect(reader({ joinedTags: { rock: 200 } }).tags.rock).toBeLessThanOrEqual(weights.joins);
    expect(weights.joins).toBeLessThan(weights.interest);
  });

  test('knows the home city as cities are compared', () => {
    expect(reader({ homeCity: ' GRAZ' }).cityKey).toBe('graz');
  });
});

describe('affinity', () => {
  test('is 1 where the tags are just the reader’s, 0 where none is', () => {
    const profile = reader({ interests: ['jazz', 'food'] });
    expect(affinity(['jazz', 'food'], profile)).toBeCloseTo(1, 12);
    expect(affinity(['rock'], profile)).toBe(0);
    expect(affinity([], profile)).toBe(0);
    expect(affinity(['jazz'], nobody)).toBe(0);
  });

  test('is the cosine: many other tags make a match weaker', () => {
    expect(affinity(['jazz', 'a', 'b', 'c'], reader({ interests: ['jazz'] }))).toBeCloseTo(0.5, 12);
  });

  test('takes a tag that every object has for one that nobody likes', () => {
    expect(affinity(['constructor', '__proto__'], reader({ interests: ['jazz'] }))).toBe(0);
  });
});

describe('ranking', () => {
  const profile = reader({ interests: ['jazz'], homeCity: 'Graz', joinedTags: { food: 4 } });

  test('says why: the strongest of what speaks for an event', () => {
    const reasons = Object.fromEntries(
      rank(
        [
          candidate({ eventId: 'jazz', tags: ['new', 'jazz'] }),
          candidate({ eventId: 'food', tags: ['food'] }),
          candidate({ eventId: 'both', tags: ['food', 'jazz'] }),
          candidate({ eventId: 'near', cityKey: 'graz', tags: ['rock'] }),
          candidate({ eventId: 'popular', trendScore: 9 }),
        ],
        profile,
      ).map(({ eventId, reason }) => [eventId, reason]),
    );
    expect(reasons).toEqual({
      jazz: { code: 'MATCHES_INTEREST', tag: 'jazz' },
      food: { code: 'SIMILAR_TO_JOINED', tag: 'food' },
      both: { code: 'MATCHES_INTEREST', tag: 'jazz' },
      near: { code: 'TRENDING_IN_CITY' },
      popular: { code: 'TRENDING' },
    });
  });

  test('puts a perfect match before the most popular', () => {
    const [popular, match] = [candidate({ trendScore: 100 }), candidate({ trendScore: 1, tags: ['jazz'] })];
    expect(rank([popular, match], reader({ interests: ['jazz'] })).map(({ eventId }) => eventId)).toEqual([
      match.eventId,
      popular.eventId,
    ]);
  });

  test('of who has said and done nothing is by trend, with a hint of their city', () => {
    const [high, middle, near] = [
      candidate({ trendScore: 10 }),
      candidate({ trendScore: 5 }),
      candidate({ trendScore: 4, cityKey: 'graz' }),
    ];
    const order = (who: Profile) => rank([high, middle, near], who).map(({ eventId }) => eventId);
    expect(order(nobody)).toEqual([high, middle, near].map(({ eventId }) => eventId));
    expect(order(reader({ homeCity: 'Graz' }))).toEqual([high, near, middle].map(({ eventId }) => eventId));
  });

  test('is the same for the same, and loses nobody', () => {
    const candidates = fc.array(
      fc.record({
        eventId: fc.uuid(),
        organizerId: fc.constantFrom('ann', 'bob'),
        trendScore: fc.double({ min: 0, max: 1e6, noNaN: true }),
        cityKey: fc.constantFrom('graz', null),
        tags: fc.subarray(['jazz', 'food', 'rock']),
      }),
    );
    fc.assert(
      fc.property(candidates, (all) => {
        const shown = personalize(all, profile);
        expect(personalize(structuredClone(all), profile)).toEqual(shown);
        expect(shown.map(({ eventId }) => eventId).sort()).toEqual(all.map(({ eventId }) => eventId).sort());
        expect(shown.every(({ personalScore }) => Number.isFinite(personalScore))).toBe(true);
      }),
    );
  });
});
