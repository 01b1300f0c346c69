import { republishPeople } from '@cityevents/auth/republish/republish-people';
import { republishEvents } from '@cityevents/events/republish/republish-events';
import { republishJoins } from '@cityevents/joins/republish/republish-joins';
import { createAuthDatabase } from '@cityevents/prisma/auth';
import { createEventsDatabase } from '@cityevents/prisma/events';
import { createJoinsDatabase } from '@cityevents/prisma/joins';
import type { Source } from './republish.ts';

/** Who tells of things. */
export const owners = ['auth', 'events', 'joins'] as const;
export type Owner = (typeof owners)[number];

const options = { applicationName: 'cityevents-republish', maxConnections: 1 };

/** The state of one owner, in the database at this address. */
export function openSource(owner: Owner, url: string): Source & { close(): Promise<void> } {
  switch (owner) {
    case 'auth': {
      const database = createAuthDatabase(url, options);
      return { ...waitingIn(database), tellNext: (after) => republishPeople(database, after) };
    }
    case 'events': {
      const database = createEventsDatabase(url, options);
      return { ...waitingIn(database), tellNext: (after) => republishEvents(database, after) };
    }
    case 'joins': {
      const database = createJoinsDatabase(url, options);
      return { ...waitingIn(database), tellNext: (after) => republishJoins(database, after) };
    }
  }
}

interface OutboxDatabase {
  $queryRaw<T = unknown>(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<T>;
  $disconnect(): Promise<void>;
}

function waitingIn(database: OutboxDatabase) {
  return {
    async countWaiting(atMost: number) {
      const rows = await database.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM (SELECT FROM outbox WHERE parked_at IS NULL LIMIT ${atMost}) AS waiting`;
      return rows[0]!.count;
    },
    close: () => database.$disconnect(),
  };
}
