/**
 * How much is done and for how long: so that three rounds of everything end within some twenty minutes on two slow
 * cores, and no figure rests on less than a few seconds.
 */
export const sizes = {
  pgbench: { clients: [4, 8, 32], seconds: 5, spreadOver: 1_000 },
  wholeStack: { connections: 200, warmUpJoins: 3_000, joins: 6_000 },
  race: { people: 1_000 },
  inProcess: { inFlight: 200, warmUpSeconds: 2, seconds: 5, spreadOver: 1_000 },
  soldOut: { capacity: 100 },
  /** Joins that are in the table before: of other events, and of the one that is joined. */
  fullTable: {
    thousand: { events: 10, joinsEach: 90, joinsOfMeasured: 100 },
    million: { events: 1_000, joinsEach: 900, joinsOfMeasured: 100_000 },
  },
} as const;
