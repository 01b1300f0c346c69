import type { AuthTransaction } from '@cityevents/prisma/auth';

/** Takes the person's row lock. Whoever needs sessions' locks too takes them after it. */
export async function lockPersonTx(tx: AuthTransaction, personId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM people WHERE id = ${personId}::uuid FOR UPDATE`;
}
