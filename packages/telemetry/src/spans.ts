import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { formatTraceparent, readTraceparent, traceIdOf } from './trace-context.ts';

// Spans and their attributes are named as OpenTelemetry's semantic conventions name them (version 1.45), and as
// `cityevents.…` where they have no name for it.

export { type Span, SpanKind };

/** What is said of a span when it begins. */
export interface SpanOptions {
  kind?: SpanKind;
  attributes?: Attributes;
  /** The `traceparent`s of others whose work it does as well. */
  linkedTo?: readonly string[];
}

/** Whoever records spans. */
export interface Recorder {
  tracer: Tracer;
  /** Begins the trace that has this id; whether it is recorded, is decided here for all that belongs to it. */
  startTrace(traceId: string, start: (tracer: Tracer) => Span): Span;
}

let recorder: Recorder | undefined;

/** Has spans recorded from now on; with nothing, no more. */
export function recordSpansWith(given: Recorder | undefined): void {
  recorder = given;
}

/** Whether some traces are recorded here. */
export function isRecording(): boolean {
  return recorder !== undefined;
}

/** Begins the span that a request's trace begins with; undefined when it isn't recorded. */
export function beginTrace(requestId: string, name: string, options: SpanOptions): Span | undefined {
  const span = recorder?.startTrace(traceIdOf(requestId), (tracer) =>
    tracer.startSpan(name, { ...startOptions(options), root: true }, ROOT_CONTEXT),
  );
  return span?.isRecording() ? span : undefined;
}

/** Begins a span of whoever a span or a `traceparent` is of; undefined when that trace isn't recorded. */
export function beginSpan(
  parent: Span | string | null | undefined,
  name: string,
  options: SpanOptions,
): Span | undefined {
  if (!recorder || !parent) return undefined;
  const spanContext = typeof parent === 'string' ? readTraceparent(parent) : parent.spanContext();
  if (!spanContext || !isSampled(spanContext)) return undefined;
  return startIn(recorder, trace.setSpanContext(ROOT_CONTEXT, spanContext), name, options);
}

/** Runs work as a span of the current trace; where that isn't recorded, it only runs it. */
export function inSpan<T>(
  name: string,
  options: SpanOptions,
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  if (!recorder) return work(undefined);
  const active = context.active();
  const current = trace.getSpanContext(active);
  if (!current || !isSampled(current)) return work(undefined);
  const span = startIn(recorder, active, name, options);
  return untilEnd(
    span,
    context.with(trace.setSpan(active, span), () => work(span)),
  );
}

/** Ends a span, as a failed one if there is an error: of that it tells the kind, but not the words. */
export function endSpan(span: Span, error?: unknown): void {
  if (error !== undefined) failSpan(span, kindOf(error));
  span.end();
}

/** Marks a span as failed, for which there may be no error. */
export function failSpan(span: Span, kind: string): void {
  span.setAttribute('error.type', kind);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** What whoever goes on from a span is given. */
export function traceparentOfSpan(span: Span): string {
  return formatTraceparent(span.spanContext());
}

/** Whether the trace that a `traceparent` names is recorded by whoever began it. */
export function isRecorded(traceparent: string | null | undefined): traceparent is string {
  const read = readTraceparent(traceparent);
  return read !== null && isSampled(read);
}

async function untilEnd<T>(span: Span, work: Promise<T>): Promise<T> {
  try {
    const result = await work;
    endSpan(span);
    return result;
  } catch (error) {
    endSpan(span, error);
    throw error;
  }
}

function startIn({ tracer }: Recorder, parent: Context, name: string, options: SpanOptions): Span {
  return tracer.startSpan(name, startOptions(options), parent);
}

function startOptions({ kind = SpanKind.INTERNAL, attributes, linkedTo = [] }: SpanOptions) {
  const links = linkedTo.flatMap((traceparent) => readTraceparent(traceparent) ?? []);
  return { kind, ...(attributes && { attributes }), links: links.map((linked) => ({ context: linked })) };
}

function isSampled({ traceFlags }: SpanContext): boolean {
  return (traceFlags & TraceFlags.SAMPLED) !== 0;
}

function kindOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'unknown');
}
