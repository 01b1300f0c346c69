import type { Viewer } from '@cityevents/viewer';
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking, from a verified token; null for nobody. */
    viewer: Viewer | null;
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

const REFRESH_COOKIE = /(?:^|;\s*)((?:__Host-)?cityevents_refresh=[^;]*)/;

export function requestContext(request: FastifyRequest, reply: FastifyReply): RequestContext {
  const { authorization, 'user-agent': userAgent, cookie } = request.headers;
  return {
    requestId: request.id,
    viewer: request.viewer,
    forwarded: {
      'x-request-id': request.id,
      'x-forwarded-for': request.ip,
      ...(authorization && { authorization }),
      ...(userAgent && { 'user-agent': userAgent }),
    },
    cookie: cookie && REFRESH_COOKIE.exec(cookie)?.[1],
    setCookie: (value) => {
      reply.header('set-cookie', value);
    },
  };
}
