/** One event as the API's importEvents takes it. Times are ISO 8601, in UTC. */
export type ImportEventInput = {
  externalId: string;
  sequence?: number;
  cancelled?: boolean;
  title: string;
  description: string;
  startsAt: string;
  endsAt: string;
  timezone: string;
  city?: string | null;
  country?: string | null;
  venue?: string | null;
  online?: boolean;
  url?: string | null;
  tags?: string[];
  /** Null: unlimited. */
  capacity?: number | null;
  waitlistLimit?: number | null;
  joinsOpenAt?: string | null;
  joinsCloseAt?: string | null;
};

/** An event that a file tells of. */
export type FileEvent = {
  /** The rows that say so, by their place in the file from 0, the one that counts first. */
  rows: number[];
  input: ImportEventInput;
};

/** A row that says nothing one could use, or nothing that is wanted. */
export type RefusedRow = {
  row: number;
  /** What it calls itself, as far as it does. */
  name: string;
  reasons: string[];
};

/** What a file says: each row is a part of an event, or refused, or passed over. */
export type FileContent = {
  /** The line of the file that each row begins at, from 1. */
  lines: number[];
  events: FileEvent[];
  invalid: RefusedRow[];
  /** Rows that are sound and bring nothing in, and why. */
  passedOver: RefusedRow[];
};

/** What a file leaves open. */
export type ReadOptions = {
  /** IANA zone of times that name none. */
  timezone: string;
  /** Of an event that repeats, dates from this moment on are brought in, for a year. */
  now: Date;
};
