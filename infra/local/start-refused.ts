/**
 * The start or the test run cannot go on, for a reason that the person at the terminal can do something about. The
 * message says what; it is shown without a stack.
 */
export class StartRefused extends Error {}
