import { describe, expect, it } from 'vitest';
import { pollDelay } from './use-live-seats.ts';

describe('live seats', () => {
  it('are asked for every one to two seconds', () => {
    expect(pollDelay(0, 0)).toBe(1_000);
    expect(pollDelay(0, 1)).toBe(2_000);
  });

  it('are asked for less and less often while that fails, but not never', () => {
    expect(pollDelay(2, 0)).toBe(4_000);
    expect(pollDelay(50, 1)).toBe(30_000);
  });
});
