/** How much is done: some two minutes a round on two slow cores, once the town is made. */
export const sizes = {
  /** Pages read of each kind, in process: the first, a deep one and one by OFFSET in turn. */
  pages: { samples: 200, offsetSamples: 15, length: 20, eventsBefore: 99_000, forYouBefore: 2_000 },
  /** Pages read through the gateway, one after the other, by so many readers in turn. */
  wholeStack: { readers: 100, samples: 600 },
  /** Joined at once, an event each. */
  joins: { people: 1_000, connections: 50 },
} as const;
