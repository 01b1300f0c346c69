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

/** The refresh cookie among a browser's cookies. Its name is auth's decision, made by the same rule: by PUBLIC_URL alone. */
export function refreshCookie(publicUrl: string): RegExp {
  return publicUrl.startsWith('https:')
    ? /(?:^|;\s*)(__Host-cityevents_refresh=[^;]*)/
    : /(?:^|;\s*)(cityevents_refresh=[^;]*)/;
}

export function requestContext(request: FastifyRequest, reply: FastifyReply, refresh: RegExp): RequestContext {
  const { 'user-agent': userAgent, cookie } = request.headers;
  return {
    requestId: request.id,
    viewer: request.viewer,
    forwarded: {
      'x-request-id': request.id,
      'x-forwarded-for': request.ip,
      ...(request.accessToken && { authorization: request.accessToken }),
      ...(userAgent && { 'user-agent': userAgent }),
    },
    cookie: cookie && refresh.exec(cookie)?.[1],
    setCookie: (value) => {
      // Fastify would add a second one; the last word is the one that counts.
      reply.removeHeader('set-cookie').header('set-cookie', value);
    },
  };
}
