import { recordSpansWith } from './spans.ts';

/** How a process is told to record its spans. */
export interface TracingOptions {
  /** What the process is called in traces. */
  service: string;
  /** Where spans are sent to by OTLP over HTTP, without its `/v1/traces`; without it none are recorded. */
  endpoint: string | undefined;
  /** Which share of all traces is recorded, 0 to 1. What belongs to a trace is recorded all or not at all. */
  share: number;
  /** Told, in words, when spans can't be sent. */
  onTrouble: (trouble: string) => void;
}

/**
 * Has this process record spans, if anybody wants them. Before anything is started that makes some.
 *
 * @returns sends what was recorded last, in two seconds at most, and ends it.
 */
export async function startTracing(options: TracingOptions): Promise<() => Promise<void>> {
  const { endpoint } = options;
  if (endpoint === undefined) return async () => {};
  // Only here: nobody should pay for loading it who records nothing.
  const { createOtlpRecorder } = await import('./otlp-recorder.ts');
  const { recorder, stop } = createOtlpRecorder({ ...options, endpoint });
  recordSpansWith(recorder);
  return async () => {
    recordSpansWith(undefined);
    await stop();
  };
}
