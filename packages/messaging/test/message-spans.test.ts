import { randomUUID } from 'node:crypto';
import type { Message } from '@cityevents/messages/message';
import { beginTrace, traceparentOfSpan } from '@cityevents/telemetry/spans';
import { startTracing } from '@cityevents/telemetry/start-tracing';
import { currentTraceparent, traceparentOf } from '@cityevents/telemetry/trace-context';
import { startOtlpReceiver } from '@cityevents/testing/otlp-receiver';
import { createTestVhost } from '@cityevents/testing/rabbitmq';
import { eventually } from '@cityevents/testing/wait';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { connectBroker } from '../src/broker-connection.ts';
import { startConsumer } from '../src/consume.ts';
import { declareTopology } from '../src/topology.ts';
import { publish } from './publish.ts';
import { eventUpdated } from './sample-messages.ts';

test.each(['one by one', 'in batches'])(
  'what is kept of a message goes on from its own span, handled %s',
  async (way) => {
    const logger = pino({ level: 'silent' });
    const receiver = await startOtlpReceiver();
    const onTrouble = (trouble: string) => expect.fail(trouble);
    const stopTracing = await startTracing({ service: 'trial', endpoint: receiver.url, share: 1, onTrouble });
    const vhost = await createTestVhost();
    const connection = await connectBroker({ url: vhost.url, name: 'spans-test', logger });
    const channel = await connection.createChannel();
    await declareTopology(channel);
    const roots = Array.from({ length: 3 }, () => beginTrace(randomUUID(), 'request', {})!);
    const recorded = roots.map((root) => ({ ...eventUpdated(), traceparent: traceparentOfSpan(root) }));
    const unrecorded = { ...eventUpdated(), traceparent: traceparentOf(randomUUID()) };
    const kept = new Map<string, string | null | undefined>();
    await publish(vhost.url, [...recorded, unrecorded]);
    const handleBatch = async (messages: Message[]) => {
      for (const { id, traceparent } of messages) kept.set(id, traceparent);
    };
    const consumer = startConsumer({
      connection,
      consumer: 'joins',
      logger,
      ...(way === 'in batches'
        ? { handleBatch }
        : { handle: async ({ id }: Message) => kept.set(id, currentTraceparent()) }),
    });
    await eventually(() => expect(kept.size).toBe(4));
    await consumer.stop();
    await stopTracing();

    expect(receiver.spans).toHaveLength(3);
    for (const [index, { id }] of recorded.entries()) {
      const { traceId, spanId } = roots[index]!.spanContext();
      const span = receiver.spans.find((each) => each.traceId === traceId);
      expect(span).toMatchObject({ parentSpanId: spanId, kind: 5, attributes: { 'messaging.message.id': id } });
      expect(kept.get(id)).toBe(`00-${traceId}-${span?.spanId}-01`);
    }
    expect(kept.get(unrecorded.id)).toBe(unrecorded.traceparent);
    await connection.close();
    await Promise.all([vhost.delete(), receiver.close()]);
  },
);
