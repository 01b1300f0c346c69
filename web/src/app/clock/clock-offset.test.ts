import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClockOffset, likelyOffset, narrowOffset } from './clock-offset.ts';

/** What a server whose clock is `ahead` answers to a request that is sent then, and takes so long each way. */
function answer(known: ClockOffset | null, ahead: number, sent: number, there: number, back: number): ClockOffset {
  const date = Math.floor((sent + there + ahead) / 1000) * 1000;
  return narrowOffset(known, date, sent, sent + there + back);
}

describe('the offset of the server’s clock', () => {
  it('is always within its bounds, whatever the clocks and the ways', () => {
    const way = fc.integer({ min: 0, max: 3_000 });
    const asked = fc.tuple(fc.integer({ min: 0, max: 3_600_000 }), way, way);
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.array(asked, { minLength: 1 }), (ahead, requests) => {
        let known: ClockOffset | null = null;
        for (const [sent, there, back] of requests) known = answer(known, ahead, sent, there, back);
        expect(known!.least).toBeLessThanOrEqual(ahead);
        expect(known!.most).toBeGreaterThanOrEqual(ahead);
      }),
    );
  });

  it('is known to about the way’s length after a minute of answers', () => {
    let known: ClockOffset | null = null;
    for (let sent = 0; sent < 60_000; sent += 1_370) known = answer(known, 90_000, sent, 30, 20);
    expect(Math.abs(likelyOffset(known) - 90_000)).toBeLessThan(60);
  });

  it('is not forgotten for an answer whose header was written a little late', () => {
    const known = { least: 990, most: 1_010 };
    expect(narrowOffset(known, 4_000, 4_200, 4_210)).toEqual(known);
  });

  it('is learned anew when a clock was set', () => {
    const before = answer(null, 0, 0, 10, 10);
    const after = answer(before, 3_600_000, 5_000, 10, 10);
    expect(Math.abs(likelyOffset(after) - 3_600_000)).toBeLessThanOrEqual(1_000);
  });

  it('is none while nothing is known', () => {
    expect(likelyOffset(null)).toBe(0);
  });
});
