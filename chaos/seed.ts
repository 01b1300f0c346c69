import { randomInt } from 'node:crypto';

export const largestSeed = 0x7fffffff;

/** A seed of its own for each run, so that runs together see more than one would. */
export function anySeed(): number {
  return randomInt(largestSeed);
}
