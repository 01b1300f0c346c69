import { TRACEPARENT, traceparentOf } from '@cityevents/telemetry/trace-context';
import type { Viewer } from '@cityevents/viewer';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFromOwnPage } from '../http/cross-site.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { createCookieFinder } from '../http/refresh-cookie.ts';
import type { Observation } from '../observation/observation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking, from a verified token; null for nobody. */
    viewer: Viewer | null;
    /** The API key they ask by; null without one. */
    apiKeyId: string | null;
    /** The Authorization header for subgraphs: an access token, which a key was exchanged for. */
    accessToken: string | undefined;
  }
}

/** What the gateway passes on to subgraphs with a request, and what it takes from them for the answer. */
export type RequestContext = {
  requestId: string;
  viewer: Viewer | null;
  /** Sent to every subgraph: the token (verified again there), the client's address and browser. */
  forwarded: Record<string, string>;
  /** The refresh cookie, for auth alone. */
  cookie: string | undefined;
  /** Auth's one cookie for the browser. */
  setCookie: (cookie: string) => void;
  /** What it was set to, if it was. An object of its own, since Apollo Server copies the context. */
  sent: { cookie?: string };
  /** The Idempotency-Key header. */
  idempotencyKey: string | undefined;
  /** Whether a page of ours asks, or somebody with a person's session; an API key is an integrator's. */
  isOurPage: boolean;
  /** Charges whoever asks for so many requests more; resolves to the seconds to wait if that is too much. */
  chargeMore: (requests: number) => Promise<number | null>;
  /** What the operation was estimated to cost, and as how many requests it was charged; null until it is known. */
  cost: { estimated: number; charged: number } | null;
  /** Whether a mutation was sent to a subgraph whose answer didn't come. */
  isOutcomeUnknown: boolean;
  /** Whether it is nobody's request: then no subgraph is asked. */
  isWarmUp: boolean;
  /** What is noted of the request; undefined where nobody wants to know. */
  observation: Observation | undefined;
};

/** Makes the context of each request. */
export function createRequestContext(
  publicUrl: string,
  limits: RateLimits,
): (request: FastifyRequest, reply: FastifyReply) => RequestContext {
  const findCookies = createCookieFinder(publicUrl);
  const { origin } = new URL(publicUrl);
  return (request, reply) => requestContext(request, reply, findCookies(request.headers.cookie), origin, limits);
}

function requestContext(
  request: FastifyRequest,
  reply: FastifyReply,
  cookies: string[],
  ownOrigin: string,
  limits: RateLimits,
): RequestContext {
  const { 'user-agent': userAgent, 'idempotency-key': idempotencyKey } = request.headers;
  const sent: RequestContext['sent'] = {};
  return {
    requestId: request.id,
    viewer: request.viewer,
    forwarded: {
      'x-request-id': request.id,
      [TRACEPARENT]: traceparentOf(request.id),
      'x-forwarded-for': request.ip,
      ...(request.accessToken && { authorization: request.accessToken }),
      ...(userAgent && { 'user-agent': userAgent }),
    },
    // One of several was planted by another site: signed out is better than signed in as somebody else.
    cookie: cookies.length === 1 ? cookies[0] : undefined,
    setCookie: (value) => {
      // Fastify would add a second one; the last word is the one that counts.
      reply.removeHeader('set-cookie').header('set-cookie', value);
      sent.cookie = value;
    },
    sent,
    idempotencyKey: idempotencyKey === undefined ? undefined : String(idempotencyKey),
    isOurPage:
      request.apiKeyId === null &&
      (request.viewer !== null || cookies.length > 0 || isFromOwnPage(request.headers, ownOrigin)),
    chargeMore: (requests) => limits.chargeMore(request, reply, requests),
    cost: null,
    isOutcomeUnknown: false,
    isWarmUp: false,
    observation: request.observation,
  };
}
