/** What is left until a moment, in whole units of the clock. */
export interface TimeLeft {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

/** Rounded up to the second: a countdown shows 1 until it is over, and never 0 while one still has to wait. */
export function timeLeft(until: number, now: number): TimeLeft {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3_600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}

/** When those who can't see a countdown are told of it: so many seconds before its end, the last first. */
const toldAtSeconds = [10, 60, 600] as const;

/** The last of the moments above that has come, in seconds before the end; null while there is more time left. */
export function lastCall(until: number, now: number): (typeof toldAtSeconds)[number] | null {
  const seconds = Math.ceil((until - now) / 1000);
  return toldAtSeconds.find((each) => seconds <= each) ?? null;
}
