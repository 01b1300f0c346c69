import type { Logger } from '@cityevents/service/logger';
import { failSpan, isRecording, type Span } from '@cityevents/telemetry/spans';
import type { FastifyInstance } from 'fastify';
import { describePlan } from './describe-plan.ts';
import { Observation } from './observation.ts';
import { measureRequest } from './request-metrics.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What is noted of the request; undefined where nobody wants to know. */
    observation: Observation | undefined;
  }
}

export type ObservationOptions = {
  /** Whether requests are counted. */
  isMeasured: boolean;
  /** Requests that take this long are logged with what they did; undefined: none are. */
  slowMs: number | undefined;
};

/** Whether anybody wants to know of requests. */
export function isObserved({ isMeasured, slowMs }: ObservationOptions): boolean {
  return isMeasured || slowMs !== undefined || isRecording();
}

/** Observes requests from when they come to when they are answered, those that are refused at the door among them. */
export function observeRequests(app: FastifyInstance, options: ObservationOptions, logger: Logger): void {
  app.decorateRequest('observation', undefined);
  if (!isObserved(options)) return;
  const { isMeasured, slowMs = Number.POSITIVE_INFINITY } = options;
  app.addHook('onRequest', (request, _reply, done) => {
    request.observation = new Observation(request.id, request.method);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { observation } = request;
    if (observation) {
      if (observation.outcome === 'ok' && reply.statusCode >= 400)
        observation.outcome = reply.statusCode >= 500 ? 'fault' : 'refused';
      if (observation.span) endRequestSpan(observation.span, reply.statusCode, observation);
      if (isMeasured) measureRequest(observation, reply.elapsedTime);
      if (reply.elapsedTime >= slowMs) logSlow(logger, request.id, observation, reply.elapsedTime);
    }
    done();
  });
}

function endRequestSpan(span: Span, status: number, { outcome }: Observation): void {
  span.setAttribute('http.response.status_code', status);
  // As OpenTelemetry has it, what the client did wrong is no failure of the server.
  if (outcome === 'fault') failSpan(span, status >= 500 ? String(status) : outcome);
  span.end();
}

function logSlow(logger: Logger, requestId: string, observation: Observation, elapsed: number): void {
  const { operation, documentHash, outcome, fetches, plan } = observation;
  const asked = fetches.map(({ subgraph, outcome, milliseconds }) => ({
    subgraph,
    outcome,
    milliseconds: rounded(milliseconds),
  }));
  logger.warn(
    {
      requestId,
      operation,
      documentHash,
      outcome,
      milliseconds: rounded(elapsed),
      fetches: asked,
      plan: plan && describePlan(plan),
    },
    'slow operation',
  );
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
