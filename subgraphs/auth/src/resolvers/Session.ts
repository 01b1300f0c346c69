import type { Session as StoredSession } from '@cityevents/prisma/auth';
import type { AuthContext } from '../context.ts';

export const Session = {
  country: ({ network }: StoredSession, _args: unknown, { country }: AuthContext) => country(network),
  current: ({ id }: StoredSession, _args: unknown, { viewer }: AuthContext) => id === viewer?.sessionId,
};
