import type { Message } from '@cityevents/messages/message';
import {
  beginSpan,
  endSpan,
  inSpan,
  isRecording,
  type Span,
  SpanKind,
  traceparentOfSpan,
} from '@cityevents/telemetry/spans';
import { inTrace } from '@cityevents/telemetry/trace-context';
import { type Consumer, EXCHANGE, queueOf } from './topology.ts';

/** The message as it is to be published, and the span in which it is; whoever gets the message goes on from that. */
export function publishedInSpan<M extends Message>(message: M): { message: M; span: Span | undefined } {
  if (!isRecording()) return { message, span: undefined };
  const destination = `${EXCHANGE}:${message.type}`;
  const span = beginSpan(message.traceparent, `publish ${destination}`, {
    kind: SpanKind.PRODUCER,
    attributes: attributesOf(message, destination, 'publish', 'send'),
  });
  return { message: span ? { ...message, traceparent: traceparentOfSpan(span) } : message, span };
}

/** Handles a message in its trace, as a span of it. */
export function handleInSpan<T>(consumer: Consumer, message: Message, handle: () => Promise<T>): Promise<T> {
  return inTrace(message.traceparent, () => {
    if (!isRecording()) return handle();
    const { name, options } = processing(consumer, message);
    return inSpan(name, options, handle);
  });
}

/**
 * Handles messages together, as a span of each one's trace: what is kept of a message goes on from its own. The work itself
 * belongs to several traces, and is in none.
 */
export async function handleAllInSpans<T>(
  consumer: Consumer,
  messages: Message[],
  handle: (messages: Message[]) => Promise<T>,
): Promise<T> {
  if (!isRecording()) return handle(messages);
  const spans = messages.map((message) => {
    const { name, options } = processing(consumer, message);
    return beginSpan(message.traceparent, name, options);
  });
  const endAll = (error?: unknown) => {
    for (const span of spans) if (span) endSpan(span, error);
  };
  try {
    const result = await handle(
      messages.map((message, index) => {
        const span = spans[index];
        return span ? { ...message, traceparent: traceparentOfSpan(span) } : message;
      }),
    );
    endAll();
    return result;
  } catch (error) {
    endAll(error);
    throw error;
  }
}

function processing(consumer: Consumer, message: Message) {
  const destination = `${EXCHANGE}:${message.type}:${queueOf(consumer)}`;
  const attributes = attributesOf(message, destination, 'process', 'process');
  return { name: `process ${destination}`, options: { kind: SpanKind.CONSUMER, attributes } };
}

function attributesOf(message: Message, destination: string, operation: string, type: string) {
  return {
    'messaging.system': 'rabbitmq',
    'messaging.operation.name': operation,
    'messaging.operation.type': type,
    'messaging.destination.name': destination,
    'rabbitmq.destination.routing_key': message.type,
    'messaging.message.id': message.id,
  };
}
