/** What a scenario saw. */
export interface Report {
  /** Counts and times by what they are, to be shown. */
  figures: Record<string, string | number>;
  /** What did not hold, one text each; empty if all did. */
  violations: string[];
}

/** What every scenario takes beside its size. */
export interface Run {
  /** All that is random comes from it. How requests meet each other in time does not: that is the machine's. */
  seed: number;
  /** How far it is, for a person who waits. */
  onProgress?: (text: string) => void;
}
