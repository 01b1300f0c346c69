/** One thing that is measured, and what is promised of it. */
export interface Benchmark {
  work: string;
  /** What is measured beside it in the same run; null where the promise is an absolute one. */
  yardstick: string | null;
  /** Of what is measured, and of its yardstick. */
  unit: string;
  /** Of the ratio (×) of measured to yardstick, or of the measured value itself. */
  promise: Promised;
}

export type Promised = { atLeast: number; of: string } | { atMost: number; of: string };

/** One round of one benchmark. */
export interface Measured {
  measured: number;
  yardstick?: number;
  /** What else is worth knowing of the round. */
  note?: string;
  /** Why the promise is broken in this round whatever the figure says. */
  trouble?: string;
}

export interface Verdict {
  /** What the promise is about, round by round. */
  values: number[];
  median: number;
  /** The median as so many times better than promised: 1 is just as promised. */
  timesPromise: number;
  kept: boolean;
}

/** Judges the median of the rounds, of which there must be one at least. */
export function judge({ promise }: Benchmark, rounds: Measured[]): Verdict {
  const values = rounds.map(promisedValue);
  const middle = median(values);
  const timesPromise = timesPromised(promise, middle);
  const kept = timesPromise >= 1 && rounds.every(({ trouble }) => trouble === undefined);
  return { values, median: middle, timesPromise, kept };
}

/** The ratio where there is a yardstick, else what was measured. */
export function promisedValue({ measured, yardstick }: Measured): number {
  return yardstick === undefined ? measured : measured / yardstick;
}

/** How many times better than promised: above 1 the promise is kept, whether it is a least or a most. */
export function timesPromised(promise: Promised, value: number): number {
  return 'atLeast' in promise ? value / promise.atLeast : promise.atMost / value;
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? Number.NaN : (upper + lower) / 2;
}
