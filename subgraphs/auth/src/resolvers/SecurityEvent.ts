import type { SecurityEvent as StoredSecurityEvent } from '@cityevents/prisma/auth';
import type { AuthContext } from '../context.ts';

export const SecurityEvent = {
  country: ({ network }: StoredSecurityEvent, _args: unknown, { country }: AuthContext) => country(network),
};
