import { randomUUIDv7 } from 'node:crypto';
import { createJoinsDatabase } from '@cityevents/prisma/joins';
import { createLogger } from '@cityevents/service/logger';
import { beginTrace, endSpan, traceparentOfSpan } from '@cityevents/telemetry/spans';
import { startTracing } from '@cityevents/telemetry/start-tracing';
import { inTrace } from '@cityevents/telemetry/trace-context';
import { createTestDatabase } from '@cityevents/testing/database';
import { startOtlpReceiver } from '@cityevents/testing/otlp-receiver';
import { expect, test } from 'vitest';
import { SeatEngine } from '../src/seats/seat-engine.ts';
import { createOpenEvent } from './open-event.ts';

test('a transaction is a span of the first request it serves, linked to the others, and of nobody’s before them', async () => {
  const receiver = await startOtlpReceiver();
  const onTrouble = (trouble: string) => expect.fail(trouble);
  const stopTracing = await startTracing({ service: 'joins', endpoint: receiver.url, share: 1, onTrouble });
  const testDatabase = await createTestDatabase('joins');
  const database = createJoinsDatabase(testDatabase.url);
  const engine = new SeatEngine(database, createLogger('test', 'silent'), () => {});
  const eventId = await createOpenEvent(database, { capacity: null });

  // The first has a transaction to itself. By the time that is over the others wait, and one of them in no recorded trace.
  const requestIds = Array.from({ length: 3 }, () => randomUUIDv7());
  const join = () => engine.submit(eventId, { kind: 'join', userId: randomUUIDv7() });
  const [first, unrecorded, ...others] = [requestIds[0]!, null, requestIds[1]!, requestIds[2]!].map((requestId) => {
    if (requestId === null) return inTrace(null, join);
    const root = beginTrace(requestId, 'request', {})!;
    return inTrace(traceparentOfSpan(root), join).finally(() => endSpan(root));
  });
  await Promise.all([first, unrecorded, ...others]);
  await engine.idle();
  await stopTracing();

  const traces = requestIds.map((id) => id.replaceAll('-', ''));
  const batches = receiver.spans.filter(({ name }) => name === 'move seats');
  expect(batches).toMatchObject([
    { traceId: traces[0], links: [] },
    { traceId: traces[1], links: [traces[2]] },
  ]);
  for (const [index, { spanId, traceId }] of batches.entries()) {
    const request = receiver.spans.find((span) => span.traceId === traceId && span.parentSpanId === '');
    expect(batches[index]?.parentSpanId).toBe(request?.spanId);
    const statements = receiver.spans.filter(({ parentSpanId }) => parentSpanId === spanId).map(({ name }) => name);
    // The database of a test has a name of its own.
    expect(new Set(statements.map((name) => name.split(' ')[0]))).toEqual(
      new Set(['BEGIN', 'WITH', 'INSERT', 'UPDATE', 'COMMIT']),
    );
  }
  // Each fact goes on from its own request, the one of which nothing is recorded too.
  const facts = await database.outboxMessage.findMany({
    where: { aggregateId: eventId },
    orderBy: { position: 'asc' },
  });
  const told = facts.map(({ traceparent }) => traceparent?.split('-'));
  expect(told.map((parts) => parts?.[3])).toEqual(['01', '00', '01', '01']);
  expect(told.filter((parts) => parts?.[3] === '01').map((parts) => parts?.[1])).toEqual(traces);

  await database.$disconnect();
  await testDatabase.drop();
  await receiver.close();
});
