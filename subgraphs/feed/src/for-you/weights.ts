/**
 * What counts how much in FOR_YOU. Source: decision 25. Judgement, to be replaced by measurement once people use it.
 */
export const weights = {
  /** What a candidate's trend score adds, as a share of the highest in its window: 0 to 1. */
  trend: 1,
  /** What its tags add, by how much they are the reader's: 0 to 1. A perfect match outweighs being the most popular. */
  affinity: 1.5,
  /** What being in the reader's city adds. A hint: less than half of what popularity can. */
  homeCity: 0.4,
  /** A stated interest, in a profile of tags. */
  interest: 1,
  /** All of one's joins of a tag together, however many: they never outweigh having said so. */
  joins: 0.8,
};

/** By so many joins of a tag half of what joins can add is reached; then a quarter more, and so on. */
export const JOINS_TO_HALF = 2;

/** So many candidates are ranked at once. Source: the contract of the public API. */
export const WINDOW = 200;

/** So many of one organizer or one leading tag may follow each other while others wait. Source: the contract. */
export const RUN_AT_MOST = 2;
