import { inSpan, isRecorded, isRecording } from '@cityevents/telemetry/spans';
import { inTrace } from '@cityevents/telemetry/trace-context';
import type { Serving } from './seat-queues.ts';

/**
 * Serves a batch as a span. Its requests are of as many traces: the work is in the first that is recorded, and linked to the
 * others. Without this it would be in the trace of whoever made it start, which may be somebody of the batch before.
 */
export function inBatchSpan(serving: Serving, serve: () => Promise<void>): Promise<void> {
  if (!isRecording()) return serve();
  const requests = [...serving.events.values()].flat().map(({ request }) => request);
  const [first, ...others] = requests.map(({ traceparent }) => traceparent).filter(isRecorded);
  const attributes = { 'cityevents.batch.requests': requests.length, 'cityevents.batch.events': serving.events.size };
  return inTrace(first ?? requests[0]?.traceparent, () =>
    inSpan('move seats', { attributes, linkedTo: others }, serve),
  );
}
