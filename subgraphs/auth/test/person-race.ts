import type { AuthTransaction } from '@cityevents/prisma/auth';
import { eventually } from '@cityevents/testing/wait';
import { expect } from 'vitest';
import type { AuthUnderTest } from './auth-under-test.ts';

/**
 * Holds the people's rows while the racers come to stand at them, one after the other, then lets them go; those who wait
 * for the same row get it in the order they came. `meanwhile` is done before, under the lock.
 */
export async function atThePeoplesLocks<T>(
  auth: AuthUnderTest,
  personIds: string[],
  racers: (() => Promise<T>)[],
  meanwhile?: (tx: AuthTransaction) => Promise<unknown>,
): Promise<T[]> {
  const { outcomes } = await auth.database.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM people WHERE id = ANY(${personIds}::uuid[]) FOR UPDATE`;
    const outcomes: Promise<T>[] = [];
    for (const race of racers) {
      outcomes.push(race());
      await eventually(async () => expect(await waitingForLocks(auth)).toBe(outcomes.length));
    }
    await meanwhile?.(tx);
    // In an object: a promise returned as it is would be awaited here, under the lock it waits for.
    return { outcomes: Promise.all(outcomes) };
  });
  return outcomes;
}

async function waitingForLocks(auth: AuthUnderTest): Promise<number> {
  const [row] = await auth.database.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name = 'auth'`;
  return row?.count ?? 0;
}
