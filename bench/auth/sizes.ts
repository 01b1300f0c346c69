/** How much is done and for how long, on two slow cores some five minutes for three rounds. */
export const sizes = {
  verification: { tokens: 2_000, requestsEach: 10 },
  argon2: { atOnce: 2, seconds: 4 },
  signIns: { people: 64, atOnce: 32, seconds: 6 },
  /** Longer than the joins take. */
  beside: { perSecond: 20, atOnce: 20, seconds: 20 },
} as const;
