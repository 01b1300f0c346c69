import { randomUUIDv7 } from 'node:crypto';
import type { AuthTransaction, SecurityEventKind } from '@cityevents/prisma/auth';
import type { Origin } from '../origin/origin.ts';

/** Writes down what happened to an account, in the transaction in which it happens. `subject` says to what of it. */
export async function recordSecurityEventTx(
  tx: AuthTransaction,
  personId: string,
  kind: SecurityEventKind,
  { device, network }: Origin,
  subject: string | null = null,
): Promise<void> {
  await tx.securityEvent.create({ data: { id: randomUUIDv7(), personId, kind, device, network, subject } });
}
