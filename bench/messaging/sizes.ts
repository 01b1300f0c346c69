/** How much is done, on two slow cores some two minutes a round. */
export const sizes = {
  drained: { rows: 100_000, events: 200 },
  /** As many in flight as a batch of the relay has. */
  bare: { messages: 100_000, unconfirmed: 1_000 },
  /** Far enough apart that the relay has long gone back to looking as rarely as it does. */
  commits: { count: 100, apartMs: { least: 100, most: 500 } },
} as const;
