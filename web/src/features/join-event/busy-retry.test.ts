import { describe, expect, it } from 'vitest';
import { nextStep } from './busy-retry.ts';

const busy = (retryAfterSeconds: number | null) => [{ code: 'BUSY', message: 'Busy.', retryAfterSeconds }];

describe('after an answer', () => {
  it('nothing is left to do when nothing was refused', () => {
    expect(nextStep([], 1, 0)).toEqual({ kind: 'done' });
  });

  it('BUSY is asked again after at least as long as the server said, not all at the same moment', () => {
    expect(nextStep(busy(2), 1, 0)).toEqual({ kind: 'wait', seconds: 2, why: 'busy' });
    expect(nextStep(busy(2), 1, 1)).toEqual({ kind: 'wait', seconds: 3, why: 'busy' });
  });

  it('BUSY without a time, or with a senseless one, still waits a sensible one', () => {
    expect(nextStep(busy(null), 1, 0)).toEqual({ kind: 'wait', seconds: 1, why: 'busy' });
    expect(nextStep(busy(0), 1, 0)).toEqual({ kind: 'wait', seconds: 1, why: 'busy' });
    expect(nextStep(busy(86_400), 1, 0)).toEqual({ kind: 'wait', seconds: 30, why: 'busy' });
  });

  it('BUSY is not asked for ever', () => {
    expect(nextStep(busy(1), 6, 0).kind).toBe('give-up');
  });

  it('a drop that opens this very moment is tried again at once, but not for ever', () => {
    const early = [{ code: 'JOINS_NOT_OPEN', message: 'Not yet.', retryAfterSeconds: null }];
    expect(nextStep(early, 1, 0)).toEqual({ kind: 'wait', seconds: 0.5, why: 'opening' });
    expect(nextStep(early, 2, 1)).toEqual({ kind: 'wait', seconds: 1, why: 'opening' });
    expect(nextStep(early, 6, 0).kind).toBe('give-up');
  });

  it.each(['JOINS_CLOSED', 'WAITLIST_FULL'])('%s is final, as is any other refusal', (code) => {
    const refusal = { code, message: 'No.', retryAfterSeconds: null };
    expect(nextStep([refusal], 1, 0)).toEqual({ kind: 'give-up', refusal });
  });
});
