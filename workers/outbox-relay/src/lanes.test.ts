import { expect, test } from 'vitest';
import { fairShare, LANES } from './lanes.ts';

test.each([1, 2, 3, 5, 15, 16, 17, 40])(
  '%i relays can hold all lanes between them, and none is left without a part that could have one',
  (relays) => {
    expect(fairShare(relays) * relays).toBeGreaterThanOrEqual(LANES);
    expect((fairShare(relays) - 1) * relays).toBeLessThan(LANES);
  },
);

test('who counts nobody alive, not even itself, may have everything', () => {
  expect(fairShare(0)).toBe(LANES);
});
