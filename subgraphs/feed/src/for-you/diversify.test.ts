import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diversify, followsOn } from './diversify.ts';

const item = fc.record({
  id: fc.nat(),
  organizerId: fc.constantFrom('ann', 'bob', 'cid'),
  tags: fc.constantFrom<string[]>(['jazz'], ['rock', 'jazz'], ['food'], []),
});
const ranked = fc.array(item, { maxLength: 40 });

test('no more than two in a row share an organizer or a leading tag while others wait', () => {
  fc.assert(
    fc.property(ranked, (items) => {
      const shown = diversify(items);
      shown.forEach((next, i) => {
        const before = shown.slice(0, i);
        if (followsOn(before, next)) {
          // Then all that waited would have followed on.
          for (const waiting of shown.slice(i)) expect(followsOn(before, waiting)).toBe(true);
        }
      });
    }),
  );
});

test('a third in a row is found out by a plain look at the run', () => {
  fc.assert(
    fc.property(ranked, item, (shown, next) => {
      const isRun = (same: (a: typeof next) => unknown) => {
        const value = same(next);
        return value !== undefined && shown.length >= 2 && shown.slice(-2).every((each) => same(each) === value);
      };
      expect(followsOn(shown, next)).toBe(isRun((each) => each.organizerId) || isRun((each) => each.tags[0]));
    }),
  );
});

test('everything is shown once', () => {
  fc.assert(
    fc.property(ranked, (items) => {
      const sorted = (all: typeof items) => all.map((each) => JSON.stringify(each)).sort();
      expect(sorted(diversify(items))).toEqual(sorted(items));
    }),
  );
});

test('what is diverse already stays as it is', () => {
  const items = ['ann', 'ann', 'bob', 'ann', 'ann', 'bob'].map((organizerId, i) => ({
    organizerId,
    tags: [`tag-${i}`],
  }));
  expect(diversify(items)).toEqual(items);
});

test('the best that may come next is taken, and the others keep their order', () => {
  const of = (organizerId: string, id: number) => ({ organizerId, tags: [] as string[], id });
  const items = [of('ann', 1), of('ann', 2), of('ann', 3), of('ann', 4), of('bob', 5), of('cid', 6)];
  expect(diversify(items).map(({ id }) => id)).toEqual([1, 2, 5, 3, 4, 6]);
});
