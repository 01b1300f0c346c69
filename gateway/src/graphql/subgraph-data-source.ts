import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import type { Logger } from '@cityevents/service/logger';
import { TRACEPARENT } from '@cityevents/telemetry/trace-context';
import { GraphQLError } from 'graphql';
import type { ObservedFetch } from '../observation/observation.ts';
import type { SubgraphAnswer } from './answer-reader.ts';
import type { RequestContext } from './request-context.ts';
import { NoAnswerInTime, NotSent, type SubgraphClient } from './subgraph-client.ts';

/**
 * Carries the gateway's fetches to one subgraph on pooled keep-alive connections; @apollo/gateway's own data source
 * opens its requests with node-fetch, which costs more than all the rest of the gateway.
 */
export class SubgraphDataSource implements GraphQLDataSource<RequestContext> {
  readonly #name: string;
  readonly #client: SubgraphClient;
  readonly #logger: Logger;

  constructor(name: string, client: SubgraphClient, logger: Logger) {
    this.#name = name;
    this.#client = client;
    this.#logger = logger;
  }

  async process(options: GraphQLDataSourceProcessOptions<RequestContext>): Promise<GatewayGraphQLResponse> {
    // Its type allows for requests of the gateway's own, which a static supergraph has none of.
    const context = options.context as RequestContext;
    if (context.isWarmUp) throw unavailable();
    const { query, variables, operationName } = options.request;
    const body = JSON.stringify({ query, variables, operationName });
    const isMutation = query?.startsWith('mutation') ?? false;
    const fetch = context.observation?.beginFetch(this.#name, this.#client.url, operationName);
    const answer = await this.#ask(body, isMutation, context, fetch);
    // The session cookie is auth's alone to set, and there is never more than one.
    if (this.#name === 'auth' && answer.setCookie[0]) context.setCookie(answer.setCookie[0]);
    return answer.body as GatewayGraphQLResponse;
  }

  #headers({ forwarded, cookie }: RequestContext, traceparent: string | undefined): Record<string, string> {
    const sendsCookie = this.#name === 'auth' && cookie;
    if (!sendsCookie && !traceparent) return forwarded;
    return { ...forwarded, ...(traceparent && { [TRACEPARENT]: traceparent }), ...(sendsCookie && { cookie }) };
  }

  async #ask(
    body: string,
    isMutation: boolean,
    context: RequestContext,
    fetch: ObservedFetch | undefined,
  ): Promise<SubgraphAnswer> {
    const { requestId } = context;
    let answer: SubgraphAnswer;
    try {
      answer = await this.#client.graphql(body, this.#headers(context, fetch?.traceparent), { mayRepeat: !isMutation });
    } catch (error) {
      fetch?.end(error instanceof NoAnswerInTime ? 'timeout' : 'unavailable');
      this.#logger.error({ err: error, subgraph: this.#name, requestId }, 'a subgraph gave no answer');
      if (isMutation && !(error instanceof NotSent)) context.isOutcomeUnknown = true;
      throw error instanceof NoAnswerInTime ? tooLate() : unavailable();
    }
    if (isGraphqlResult(answer.body)) {
      fetch?.end('errors' in answer.body ? 'errors' : 'ok');
      return answer;
    }
    fetch?.end('unavailable');
    const { status } = answer;
    this.#logger.error({ status, subgraph: this.#name, requestId }, "a subgraph's answer is no GraphQL");
    if (isMutation) context.isOutcomeUnknown = true;
    throw unavailable();
  }
}

function isGraphqlResult(body: unknown): body is object {
  return typeof body === 'object' && body !== null && ('data' in body || 'errors' in body);
}

function unavailable(): GraphQLError {
  return new GraphQLError('This part of CityEvents is not available right now. Please try again in a moment.', {
    extensions: { code: 'SERVICE_UNAVAILABLE' },
  });
}

function tooLate(): GraphQLError {
  return new GraphQLError('This part of CityEvents took too long to answer. Please try again in a moment.', {
    extensions: { code: 'TIMEOUT' },
  });
}
