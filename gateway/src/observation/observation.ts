import type { Experimental_DidResolveQueryPlanCallback } from '@apollo/gateway';
import { beginSpan, beginTrace, endSpan, type Span, SpanKind, traceparentOfSpan } from '@cityevents/telemetry/spans';

/** How a subgraph is asked for what an operation needs. */
export type QueryPlan = Parameters<Experimental_DidResolveQueryPlanCallback>[0]['queryPlan'];

/** What became of a request: `refused` is by the client's doing, `fault` by ours. */
export type Outcome = 'ok' | 'refused' | 'fault';
/** What became of a request to a subgraph: `errors` are in its answer. */
export type FetchOutcome = 'ok' | 'errors' | 'timeout' | 'unavailable';

/** What is noted of one request to /graphql while it is answered. */
export class Observation {
  /** The span its trace begins with, where that is recorded. */
  readonly span: Span | undefined;
  readonly fetches: ObservedFetch[] = [];
  /**
   * What it is counted as: a name of the manifest, "other" for any other document, "none" where no operation was found. Of
   * what clients make up there may be any number.
   */
  operation = 'none';
  /** SHA-256 of the document. */
  documentHash: string | undefined;
  outcome: Outcome = 'ok';
  plan: QueryPlan | undefined;

  constructor(requestId: string, method: string) {
    const attributes = {
      'http.request.method': method,
      'http.route': '/graphql',
      'url.scheme': 'http',
      'url.path': '/graphql',
    };
    this.span = beginTrace(requestId, `${method} /graphql`, { kind: SpanKind.SERVER, attributes });
  }

  beginFetch(subgraph: string, url: string, operationName: string | undefined): ObservedFetch {
    const fetch = new ObservedFetch(subgraph, this.span && beginFetchSpan(this.span, subgraph, url, operationName));
    this.fetches.push(fetch);
    return fetch;
  }
}

/** One request to a subgraph. */
export class ObservedFetch {
  readonly subgraph: string;
  outcome: FetchOutcome = 'ok';
  milliseconds = 0;
  readonly #span: Span | undefined;
  readonly #began = performance.now();

  constructor(subgraph: string, span: Span | undefined) {
    this.subgraph = subgraph;
    this.#span = span;
  }

  /** What the subgraph goes on from; undefined where no span is recorded. */
  get traceparent(): string | undefined {
    return this.#span && traceparentOfSpan(this.#span);
  }

  end(outcome: FetchOutcome): void {
    this.outcome = outcome;
    this.milliseconds = performance.now() - this.#began;
    if (this.#span) endSpan(this.#span, outcome === 'ok' ? undefined : { code: outcome });
  }
}

function beginFetchSpan(
  parent: Span,
  subgraph: string,
  url: string,
  operationName: string | undefined,
): Span | undefined {
  const { hostname, port } = new URL(url);
  return beginSpan(parent, 'POST /graphql', {
    kind: SpanKind.CLIENT,
    attributes: {
      'http.request.method': 'POST',
      'url.full': `${url}/graphql`,
      'server.address': hostname,
      ...(port && { 'server.port': Number(port) }),
      'server.service.name': subgraph,
      ...(operationName && { 'graphql.operation.name': operationName }),
    },
  });
}
