import { TRACEPARENT, traceparentOf } from '@cityevents/telemetry/trace-context';
import type { Viewer } from '@cityevents/viewer';
import type { FastifyReply, FastifyRequest } from 'fastify';

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
};

/** @param findCookies finds the refresh cookies in a Cookie header. */
export function requestContext(
  request: FastifyRequest,
  reply: FastifyReply,
  findCookies: (header: string | undefined) => string[],
): RequestContext {
  const { 'user-agent': userAgent, cookie } = request.headers;
  const cookies = findCookies(cookie);
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
    },
  };
}
