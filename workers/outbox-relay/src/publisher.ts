import type { Message } from '@cityevents/messages/message';
import type { BrokerConnection } from '@cityevents/messaging/broker-connection';
import { publishedInSpan } from '@cityevents/messaging/message-spans';
import { declareTopology, EXCHANGE } from '@cityevents/messaging/topology';
import { endSpan } from '@cityevents/telemetry/spans';

/** What the broker said of one message. */
export type Outcome =
  | { kind: 'confirmed' }
  /** No queue is bound for its routing key. */
  | { kind: 'unroutable'; reason: string }
  /** The broker took no responsibility for it. */
  | { kind: 'refused'; reason: string }
  /** The channel ended before an answer: nobody knows. */
  | { kind: 'lost' };

/** One confirm channel. */
export interface Publisher {
  /** Hands the message to the broker at once and resolves with its answer; never rejects. */
  publish(message: Message): Promise<Outcome>;
  /** Gives up on all answers still missing, and on the channel. */
  abandon(): void;
  isOpen(): boolean;
  close(): Promise<void>;
}

/** Opens a channel, as soon as there is a connection, and declares the topology on it. */
export async function openPublisher(connection: BrokerConnection, signal: AbortSignal): Promise<Publisher> {
  const channel = await connection.createConfirmChannel(signal);
  const unanswered = new Map<string, (outcome: Outcome) => void>();
  const returned = new Map<string, string>();
  let open = true;

  function endAll(): void {
    open = false;
    for (const resolve of unanswered.values()) resolve({ kind: 'lost' });
    unanswered.clear();
  }

  // Before the library's own listener, which answers for every message as if the broker had refused it.
  channel.prependOnceListener('close', endAll);
  // A returned message is confirmed all the same, right after.
  channel.on('return', ({ properties, fields }) => {
    const { replyText } = fields as unknown as { replyText: string };
    returned.set(String(properties.messageId), replyText);
  });
  await declareTopology(channel);

  return {
    publish(given) {
      if (!open) return Promise.resolve({ kind: 'lost' });
      const { message, span } = publishedInSpan(given);
      const { id, type, occurredAt } = message;
      const options = {
        messageId: id,
        type,
        persistent: true,
        mandatory: true,
        contentType: 'application/json',
        timestamp: Math.floor(Date.parse(occurredAt) / 1000),
        headers: { publishedAt: Date.now() },
      };
      const answer = Promise.withResolvers<Outcome>();
      unanswered.set(id, answer.resolve);
      try {
        channel.publish(EXCHANGE, type, Buffer.from(JSON.stringify(message)), options, (error: Error | null) => {
          const reason = returned.get(id);
          returned.delete(id);
          unanswered.delete(id);
          if (reason !== undefined) answer.resolve({ kind: 'unroutable', reason });
          else if (error === null) answer.resolve({ kind: 'confirmed' });
          else answer.resolve({ kind: 'refused', reason: error.message });
        });
      } catch {
        // The connection is closing.
        endAll();
      }
      if (span)
        void answer.promise.then(({ kind }) => endSpan(span, kind === 'confirmed' ? undefined : { code: kind }));
      return answer.promise;
    },
    abandon() {
      endAll();
      void channel.close().catch(() => {});
    },
    isOpen: () => open,
    close: () => channel.close(),
  };
}
