import { Prisma } from '@cityevents/prisma/auth';

/** Whether a transaction failed because another account has verified the address: the index on it decides, not we. */
export function isAddressTaken(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    error.code === 'P2002' &&
    JSON.stringify(error.meta).includes('verified_email')
  );
}
