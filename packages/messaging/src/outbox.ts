import { randomUUIDv7 } from 'node:crypto';
import type { Message } from '@cityevents/messages/message';
import { currentTraceparent } from '@cityevents/telemetry/trace-context';

/** What enqueueing needs of a transaction client; every Prisma client's fits. */
export interface WritingTransaction {
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>;
}

type Unsent<M extends Message> = M extends Message
  ? {
      type: M['type'];
      owner: M['owner'];
      aggregateId: string;
      /** The aggregate's next number, taken under the lock that its change was made under. */
      sequence: bigint | number;
      occurredAt: Date;
      data: M['data'];
      /** Told at this moment at the earliest, and so is what the aggregate tells after it. */
      notBefore?: Date;
      /** The trace it comes from, where that isn't the one in which it is enqueued. */
      traceparent?: string | null;
    }
  : never;

/** A fact to tell: a message without its id, which enqueueing gives it. */
export type NewMessage = Unsent<Message>;

/**
 * Writes messages to the outbox in the transaction that makes them true; the relay publishes them after its commit.
 * One statement for any number.
 *
 * Write all messages of an aggregate while holding its lock and in the order of their sequence: the relay publishes in
 * the order of insertion, and only the lock makes the two orders one.
 *
 * @returns the ids given, in the same order
 */
export async function enqueueTx(tx: WritingTransaction, messages: readonly NewMessage[]): Promise<string[]> {
  if (messages.length === 0) return [];
  const rows = messages.map((message) => ({
    aggregate_id: message.aggregateId,
    sequence: String(message.sequence),
    id: randomUUIDv7(),
    routing_key: message.type,
    payload: message.data,
    occurred_at: message.occurredAt,
    available_at: message.notBefore,
    traceparent: message.traceparent === undefined ? currentTraceparent() : message.traceparent,
  }));
  // The owner isn't stored: the relay knows whose database it reads. ORDER BY makes position follow the list.
  await tx.$executeRaw`
    INSERT INTO outbox (aggregate_id, sequence, id, routing_key, payload, occurred_at, available_at, traceparent)
    SELECT m.aggregate_id, m.sequence, m.id, m.routing_key, m.payload, m.occurred_at, coalesce(m.available_at, now()),
           m.traceparent
    FROM ROWS FROM (
      jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS (aggregate_id uuid, sequence bigint, id uuid, routing_key text, payload jsonb, occurred_at timestamptz,
            available_at timestamptz, traceparent text)
    ) WITH ORDINALITY
      AS m (aggregate_id, sequence, id, routing_key, payload, occurred_at, available_at, traceparent, number)
    ORDER BY m.number`;
  return rows.map((row) => row.id);
}
