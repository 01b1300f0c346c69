/** One thing that is wrong with an event's fields: what, in words a person can act on, and where. */
export type Problem = {
  message: string;
  /** The path from the event's own fields: `['tags', '2']`. */
  field: string[];
};
