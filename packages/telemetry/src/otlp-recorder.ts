import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DiagLogLevel, diag, type Span } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Recorder } from './spans.ts';
import type { TracingOptions } from './start-tracing.ts';

const SEND_EVERY_MS = 1_000;
/** For one batch, all its tries included. What can't be sent by then is lost: nobody waits for it. */
const SEND_TIMEOUT_MS = 5_000;
const STOP_TIMEOUT_MS = 2_000;
/** Of a statement's text, for one. */
const LONGEST_ATTRIBUTE = 4_000;

/**
 * Records spans by OpenTelemetry's SDK, and sends them by OTLP (protobuf over HTTP). Two thousand wait to be sent; when
 * there are more, they are dropped. The SDK isn't made known to others: @apollo/gateway would begin spans of its own for
 * each request, in traces that nobody began.
 */
export function createOtlpRecorder({ service, endpoint, share, onTrouble }: TracingOptions & { endpoint: string }): {
  recorder: Recorder;
  stop: () => Promise<void>;
} {
  diag.setLogger(troubles(onTrouble), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: SEND_TIMEOUT_MS });
  const ids = requestIds();
  const provider = new TracerProvider({
    // OTEL_RESOURCE_ATTRIBUTES says what else is to be known of the process; its name it has from us, since all of the
    // system's processes may share an environment.
    resource: defaultResource()
      .merge(detectResources({ detectors: [resourceAttributesEnvDetector] }))
      .merge(
        resourceFromAttributes({
          'service.namespace': 'cityevents',
          'service.name': service,
          'service.instance.id': randomUUID(),
        }),
      ),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    idGenerator: ids,
    spanLimits: { attributeValueLengthLimit: LONGEST_ATTRIBUTE },
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: SEND_EVERY_MS })],
  });
  const tracer = provider.getTracer('cityevents');
  return {
    recorder: { tracer, startTrace: (traceId, start) => ids.giving(traceId, () => start(tracer)) },
    stop: async () => {
      const sent = provider.shutdown().then(
        () => null,
        (error: unknown) => String(error),
      );
      const late = pause(STOP_TIMEOUT_MS, 'the last spans could not be sent in time', { ref: false });
      const trouble = await Promise.race([sent, late]);
      diag.disable();
      if (trouble !== null) onTrouble(trouble);
    },
  };
}

/** Random ids; but a trace that is begun while one is given has that. */
function requestIds() {
  const random = new RandomIdGenerator();
  let given: string | undefined;
  return {
    generateTraceId: () => given ?? random.generateTraceId(),
    generateSpanId: () => random.generateSpanId(),
    giving(traceId: string, start: () => Span): Span {
      given = traceId;
      try {
        return start();
      } finally {
        given = undefined;
      }
    },
  };
}

function troubles(onTrouble: (trouble: string) => void) {
  const nothing = () => {};
  return { error: onTrouble, warn: onTrouble, info: nothing, debug: nothing, verbose: nothing };
}
