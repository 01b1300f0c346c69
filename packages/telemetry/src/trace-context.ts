import { randomBytes } from 'node:crypto';
import { context, isValidTraceId, type SpanContext, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { parseTraceParent, TRACE_PARENT_HEADER } from '@opentelemetry/core';

// Without it the current trace would be lost at the first await.
context.setGlobalContextManager(new AsyncLocalStorageContextManager());

/** The header by which a trace goes from one process to the next (W3C Trace Context, section 3.2). */
export const TRACEPARENT = TRACE_PARENT_HEADER;

/**
 * The trace of a request: its id, a UUID, is the trace's too, so that whoever has the one finds all that the other led to,
 * in logs, messages and mails. The flags say that nobody records it (00).
 */
export function traceparentOf(requestId: string): string {
  const traceId = traceIdOf(requestId);
  // The random half of the UUID; new random bytes for each request would cost more than the rest of this.
  return formatTraceparent({ traceId, spanId: traceId.slice(16), traceFlags: 0 });
}

/** The trace's id of a request with this id. */
export function traceIdOf(requestId: string): string {
  return requestId.replaceAll('-', '').toLowerCase();
}

/**
 * Runs work in the trace that a `traceparent` names, or in a new one where there is none, or none that can be read. All
 * that the work starts is in it too, past every await.
 */
export function inTrace<T>(traceparent: string | null | undefined, work: () => T): T {
  const parent = readTraceparent(traceparent) ?? newTrace();
  return context.with(trace.setSpanContext(context.active(), parent), work);
}

/** The `traceparent` to give to whom work is handed on; null outside of every trace. */
export function currentTraceparent(): string | null {
  const current = trace.getSpanContext(context.active());
  return current && isValidTraceId(current.traceId) ? formatTraceparent(current) : null;
}

/** The current trace's id, for log lines; undefined outside of every trace. */
export function currentTraceId(): string | undefined {
  return trace.getSpanContext(context.active())?.traceId;
}

/** What a `traceparent` says; null where it says nothing. */
export function readTraceparent(traceparent: string | null | undefined): SpanContext | null {
  const read = traceparent ? parseTraceParent(traceparent) : null;
  return read && { ...read, isRemote: true };
}

/** A span as whoever goes on from it is told. */
export function formatTraceparent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

function newTrace(): SpanContext {
  return { traceId: randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex'), traceFlags: 0 };
}
