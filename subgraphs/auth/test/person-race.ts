import type { AuthTransaction } from '@cityevents/prisma/auth';
import { eventually } from '@cityevents/testing/wait';
import { expect } from 'vitest';
import type { AuthUnderTest } from './auth-under-test.ts';
import { waitingForLocks } from './racers.ts';

/**
 * Holds the people's rows while the racers come to stand at them, one first and then the others together, and lets them go;
 * those who wait for the same row get it in the order they came. Not one by one: a wait for a lock ends after two seconds.
 * `meanwhile` is done before, under the lock.
 */
export async function atThePeoplesLocks<T>(
  auth: AuthUnderTest,
  personIds: string[],
  [first, ...others]: (() => Promise<T>)[],
  meanwhile?: (tx: AuthTransaction) => Promise<unknown>,
): Promise<T[]> {
  const { outcomes } = await auth.database.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM people WHERE id = ANY(${personIds}::uuid[]) FOR UPDATE`;
    const outcomes: Promise<T>[] = [];
    for (const group of [first ? [first] : [], others]) {
      outcomes.push(...group.map((race) => race()));
      await eventually(async () => expect(await waitingForLocks(auth)).toBe(outcomes.length));
    }
    await meanwhile?.(tx);
    // In an object: a promise returned as it is would be awaited here, under the lock it waits for.
    return { outcomes: Promise.all(outcomes) };
  });
  return outcomes;
}
