import { makePeople, type Person } from '@cityevents/cli/drop/make-people';
import { post } from './api.ts';
import type { RandomOperation } from './random-operation.ts';

/** Made at once: starting what makes them takes longest. */
const AT_ONCE = 25;
/** Signed out by what they asked for, or beyond the budget of their minute. */
const NO_LONGER = new Set([401, 429]);

/** People without end, who ask as one until they may not any more; then the next one asks. */
export async function crowd(environment: Record<string, string>) {
  const make = () => makePeople(AT_ONCE, environment, () => {});
  let people = await make();

  return {
    /** Sends the operation as somebody whose answer tells of the operation, not of how much was asked before. */
    async ask(url: string, operation: RandomOperation): Promise<{ status: number; text: string; person: Person }> {
      const person = people[0]!;
      const answer = await post(url, operation, person);
      if (!NO_LONGER.has(answer.status)) return { ...answer, person };
      people = people.length > 1 ? people.slice(1) : await make();
      const again = people[0]!;
      return { ...(await post(url, operation, again)), person: again };
    },
  };
}
