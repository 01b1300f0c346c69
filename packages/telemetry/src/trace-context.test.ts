import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { currentTraceId, currentTraceparent, inTrace, traceparentOf } from './trace-context.ts';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = `00-${TRACE_ID}-00f067aa0ba902b7-01`;

test('work goes on in the trace it was given, past awaits, and beside work of another one', async () => {
  const seen = await Promise.all([
    inTrace(PARENT, async () => {
      await setImmediate();
      return [currentTraceId(), currentTraceparent()];
    }),
    inTrace(null, async () => {
      await setImmediate();
      return currentTraceId();
    }),
  ]);
  expect(seen[0]).toEqual([TRACE_ID, PARENT]);
  expect(seen[1]).toMatch(/^[0-9a-f]{32}$/);
  expect(seen[1]).not.toBe(TRACE_ID);
});

test.each([undefined, null, '', 'nonsense', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `${PARENT}\r\nx: y`])(
  '%j begins a new trace',
  (traceparent) => {
    const begun = inTrace(traceparent, currentTraceparent);
    expect(begun).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(begun).not.toContain(TRACE_ID);
  },
);

test('outside of every trace there is none', () => {
  expect(currentTraceparent()).toBeNull();
  expect(currentTraceId()).toBeUndefined();
});

test('a request and its trace have one id', () => {
  const begun = inTrace(traceparentOf('019B2C3D-4e5f-7a6b-8c7d-9e0f1a2b3c4d'), currentTraceId);
  expect(begun).toBe('019b2c3d4e5f7a6b8c7d9e0f1a2b3c4d');
});
