/** However often an event is joined and looked at, it is scored this often at most. It bounds the versions readers pass over. */
export const AT_MOST_EVERY_SECONDS = 5;

/** Where nothing but time moves a score, it is counted again this often at most. */
export const BY_TIME_AT_MOST_EVERY_SECONDS = 60;

/**
 * A start that comes nearer raises the score all the time. It is counted again when that has made so many points: a hundredth of
 * what a single view counts.
 */
export const DRIFT = 0.005;
