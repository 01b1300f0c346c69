import type { Message } from '@cityevents/messages/message';
import type { Consumer } from './topology.ts';

/** What claiming needs of a transaction client; every Prisma client's fits. */
export interface ClaimingTransaction {
  $queryRaw<T = unknown>(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<T>;
}

type Claimable = Pick<Message, 'id' | 'aggregateId'>;

/**
 * Takes a message for a consumer, in the transaction that makes its effect: false means its effect is there already,
 * and nothing is left to do. While another transaction has the same message in hand, this waits for its end.
 */
export async function claimTx(tx: ClaimingTransaction, consumer: Consumer, message: Claimable): Promise<boolean> {
  const claimed = await claimAllTx(tx, consumer, [message]);
  return claimed.length === 1;
}

/** The same for many at once: those whose effect isn't there yet, in their order and each once. */
export async function claimAllTx<M extends Claimable>(
  tx: ClaimingTransaction,
  consumer: Consumer,
  messages: readonly M[],
): Promise<M[]> {
  if (messages.length === 0) return [];
  // Sorted, so that two that claim the same messages wait for each other and never deadlock.
  const rows = await tx.$queryRaw<{ message_id: string }[]>`
    INSERT INTO inbox (aggregate_id, consumer, message_id)
    SELECT m.aggregate_id, ${consumer}::text, m.message_id
    FROM unnest(${messages.map((m) => m.aggregateId)}::uuid[], ${messages.map((m) => m.id)}::uuid[])
      AS m (aggregate_id, message_id)
    ORDER BY m.aggregate_id, m.message_id
    ON CONFLICT DO NOTHING
    RETURNING message_id`;
  const fresh = new Set(rows.map((row) => row.message_id));
  return messages.filter((message) => fresh.delete(message.id.toLowerCase()));
}
