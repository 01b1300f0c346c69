import type { Prisma } from '@cityevents/prisma/auth';
import { eventually } from '@cityevents/testing/wait';
import { expect } from 'vitest';
import type { AuthUnderTest } from './auth-under-test.ts';

/** Holds what `lock` locks until all that `start` starts are waiting for it; fewer than the pool has connections. */
export async function atTheLock<T>(auth: AuthUnderTest, lock: Prisma.Sql, start: () => Promise<T>[]): Promise<T[]> {
  const { racers } = await auth.database.$transaction(async (tx) => {
    await tx.$queryRaw(lock);
    const racers = start();
    await eventually(async () => expect(await waitingForLocks(auth)).toBe(racers.length));
    // In an object: a promise returned as it is would be awaited here, under the lock it waits for.
    return { racers: Promise.all(racers) };
  });
  return racers;
}

/** How many of the subgraph's connections wait for a lock. */
export async function waitingForLocks({ database }: AuthUnderTest): Promise<number> {
  const [row] = await database.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name = 'auth'`;
  return row?.count ?? 0;
}

/** Resolves for all once so many have come. */
export function barrier(parties: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived === parties) resolve();
    return promise;
  };
}
