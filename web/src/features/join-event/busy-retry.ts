/** A refusal as every mutation about a join answers it. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly retryAfterSeconds: number | null;
}

/** What to do about an answer's refusals. */
export type NextStep =
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'give-up'; readonly refusal: Refusal };

/** How often a person's one tap is sent when the answer is BUSY. */
const mostAttempts = 6;
/** The server asks for less, but a broken answer must not keep somebody waiting for an hour. */
const longestWaitSeconds = 30;

/**
 * Decides after the `attempt`th answer (from 1). BUSY says that nothing was done, so asking again means the same; up to
 * half as much again is added by chance, so that those who were refused together don't come back together.
 */
export function nextStep(refusals: readonly Refusal[], attempt: number, chance: number): NextStep {
  const refusal = refusals[0];
  if (!refusal) return { kind: 'done' };
  if (refusal.code !== 'BUSY' || attempt >= mostAttempts) return { kind: 'give-up', refusal };
  const asked = Math.min(Math.max(refusal.retryAfterSeconds ?? 1, 1), longestWaitSeconds);
  return { kind: 'wait', seconds: asked * (1 + chance / 2) };
}
