import { execFile } from 'node:child_process';
import { randomUUIDv7 } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type OtlpReceiver, startOtlpReceiver } from '@cityevents/testing/otlp-receiver';
import { eventually } from '@cityevents/testing/wait';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginSpan, beginTrace, endSpan, inSpan, isRecorded, SpanKind, traceparentOfSpan } from '../src/spans.ts';
import { startTracing } from '../src/start-tracing.ts';
import { inTrace } from '../src/trace-context.ts';

let receiver: OtlpReceiver;
let troubles: string[];
beforeEach(async () => {
  receiver = await startOtlpReceiver();
  troubles = [];
});
afterEach(() => receiver.close());

const start = (share: number, endpoint: string | undefined = receiver.url) =>
  startTracing({ service: 'trial', endpoint, share, onTrouble: (trouble) => troubles.push(trouble) });

test('a request and its trace have one id, and spans go on from each other past awaits and processes', async () => {
  const stop = await start(1);
  const requestId = randomUUIDv7();
  const root = beginTrace(requestId, 'POST /graphql', { kind: SpanKind.SERVER });
  const handedOn = traceparentOfSpan(root!);
  await inTrace(handedOn, async () => {
    await setImmediate();
    await inSpan('SELECT', { attributes: { 'db.query.text': 'SELECT $1' } }, async () => {
      await setImmediate();
      await inSpan('inner', {}, async () => {});
    });
  });
  endSpan(root!);
  await stop();

  expect(receiver.spans).toHaveLength(3);
  const span = (name: string) => receiver.spans.find((each) => each.name === name)!;
  expect(span('POST /graphql')).toMatchObject({
    service: 'trial',
    traceId: requestId.replaceAll('-', ''),
    parentSpanId: '',
    kind: 2,
    isError: false,
  });
  expect(span('SELECT')).toMatchObject({
    traceId: span('POST /graphql').traceId,
    parentSpanId: span('POST /graphql').spanId,
    attributes: { 'db.query.text': 'SELECT $1' },
  });
  expect(span('inner').parentSpanId).toBe(span('SELECT').spanId);
  expect(troubles).toEqual([]);
});

test('a span tells of an error which kind it is, not what it says, and of others whose work it does', async () => {
  const stop = await start(1);
  const [one, other] = [randomUUIDv7(), randomUUIDv7()].map((id) => beginTrace(id, 'request', {})!);
  const linkedTo = [traceparentOfSpan(other!)];
  const failing = inTrace(traceparentOfSpan(one!), () =>
    inSpan('batch', { linkedTo }, async () => {
      throw new RangeError('somebody@people.test');
    }),
  );
  await expect(failing).rejects.toThrow('somebody@people.test');
  await stop();
  expect(receiver.spans).toMatchObject([
    { name: 'batch', isError: true, attributes: { 'error.type': 'RangeError' }, links: [other!.spanContext().traceId] },
  ]);
  expect(JSON.stringify(receiver.spans)).not.toContain('somebody');
});

test('of a trace that isn’t recorded there are no spans, in any process', async () => {
  const stop = await start(0);
  const requestId = randomUUIDv7();
  expect(beginTrace(requestId, 'request', {})).toBeUndefined();
  const unrecorded = `00-${requestId.replaceAll('-', '')}-00f067aa0ba902b7-00`;
  expect(isRecorded(unrecorded)).toBe(false);
  expect(beginSpan(unrecorded, 'publish', {})).toBeUndefined();
  expect(await inTrace(unrecorded, () => inSpan('SELECT', {}, async (span) => span))).toBeUndefined();
  // Outside of every trace as well: what polls and sweeps begins none.
  expect(await inSpan('SELECT', {}, async (span) => span)).toBeUndefined();
  // Whoever began the trace decides, not the share that is recorded here.
  const recorded = unrecorded.replace(/00$/, '01');
  await inTrace(recorded, () => inSpan('SELECT', {}, async () => {}));
  await stop();
  expect(receiver.spans.map(({ name }) => name)).toEqual(['SELECT']);
});

test('about the share that is wanted is recorded', async () => {
  const stop = await start(0.1);
  const recorded = Array.from({ length: 5_000 }, () => beginTrace(randomUUIDv7(), 'request', {})).filter(Boolean);
  await stop();
  // Binomial: 500, with a standard deviation of 21.
  expect(recorded.length).toBeGreaterThan(350);
  expect(recorded.length).toBeLessThan(650);
});

test('nobody waits long for a receiver that takes what it is sent and says nothing', async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as { port: number };
  const stop = await start(1, `http://127.0.0.1:${port}`);
  endSpan(beginTrace(randomUUIDv7(), 'request', {})!);
  const began = performance.now();
  await stop();
  // Two seconds are what it waits; its own patience with the receiver, let alone none, would be five.
  expect(performance.now() - began).toBeLessThan(4_500);
  expect(troubles).toEqual(['the last spans could not be sent in time']);
  silent.close();
});

test('a receiver that is away is told of, and costs nothing but the spans', async () => {
  await receiver.close();
  const stop = await start(1);
  endSpan(beginTrace(randomUUIDv7(), 'request', {})!);
  // It tries for some seconds first.
  await eventually(() => expect(troubles.join()).toContain('ECONNREFUSED'), { timeoutMs: 20_000 });
  receiver = await startOtlpReceiver(Number(new URL(receiver.url).port));
  endSpan(beginTrace(randomUUIDv7(), 'another request', {})!);
  await stop();
  expect(receiver.spans.map(({ name }) => name)).toEqual(['another request']);
});

test('who records nothing doesn’t even load what would', async () => {
  const load = async (endpoint: string) => {
    const program = join(import.meta.dirname, 'loaded-modules.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [program, endpoint]);
    return stdout.split('\n').filter((url) => /opentelemetry\/(sdk-trace|exporter|otlp|resources)/.test(url));
  };
  expect(await load('')).toEqual([]);
  expect(await load(receiver.url)).not.toEqual([]);
});
