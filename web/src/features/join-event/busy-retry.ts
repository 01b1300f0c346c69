/** A refusal as every mutation about a join answers it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds: number | null;
}

/** What to do about an answer's refusals. */
export type NextStep =
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly seconds: number; readonly why: 'busy' | 'opening' }
  | { readonly kind: 'give-up'; readonly refusal: Refusal };

/** How often a person's one tap is sent when the answer is BUSY. */
const mostAttempts = 6;
/** The button is there by the server's clock, as far as that is known here: it opens within moments, if not by now. */
const openingSeconds = 0.5;
/** The server asks for less, but a broken answer must not keep somebody waiting for an hour. */
const longestWaitSeconds = 30;

/**
 * Decides after the `attempt`th answer (from 1). BUSY and JOINS_NOT_OPEN leave things as they were, so asking again means the
 * same; up to half as much again is added by chance, so that those who were refused together don't come back together.
 */
export function nextStep(refusals: readonly Refusal[], attempt: number, chance: number): NextStep {
  const refusal = refusals[0];
  if (!refusal) return { kind: 'done' };
  if (attempt >= mostAttempts) return { kind: 'give-up', refusal };
  if (refusal.code === 'JOINS_NOT_OPEN')
    return { kind: 'wait', seconds: openingSeconds * (1 + chance), why: 'opening' };
  if (refusal.code !== 'BUSY') return { kind: 'give-up', refusal };
  const asked = Math.min(Math.max(refusal.retryAfterSeconds ?? 1, 1), longestWaitSeconds);
  return { kind: 'wait', seconds: asked * (1 + chance / 2), why: 'busy' };
}
