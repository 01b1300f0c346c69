import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { createCookieFinder } from './refresh-cookie.ts';
import { refuse } from './refuse.ts';

/**
 * Keeps pages of other sites, also of neighbours under the same domain, from acting for whoever is signed in here: what they
 * send with the refresh cookie is refused, and what they send without it is never answered with one, so that they can't
 * sign anyone in as somebody else either. Access tokens and API keys need no such guard, as no browser adds them unasked.
 *
 * It stands behind the cookie's SameSite=Strict, which lets neighbours through, and Apollo's own check, which is about
 * forms.
 */
export function guardFromOtherSites(app: FastifyInstance, publicUrl: string): void {
  const { origin } = new URL(publicUrl);
  const findCookies = createCookieFinder(publicUrl);

  app.addHook('onRequest', async (request, reply) => {
    const { headers } = request;
    if (!isFromAnotherSite(headers, origin) || findCookies(headers.cookie).length === 0) return;
    const message = `Only pages of ${origin} can use the session of who is signed in there.`;
    return refuse(reply, 403, 'FORBIDDEN', message);
  });
  app.addHook('onSend', async (request, reply) => {
    if (isFromAnotherSite(request.headers, origin)) reply.removeHeader('set-cookie');
  });
}

/**
 * Whether the browser says that a page of another site made it send the request. Not so what is no browser.
 *
 * @param ownOrigin PUBLIC_URL's; a Host header is whatever the sender likes.
 */
export function isFromAnotherSite(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  // `none` is a person who typed an address or opened a bookmark.
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  // Over http, browsers leave Sec-Fetch-Site out.
  return headers.origin !== undefined && headers.origin !== ownOrigin;
}

/** Whether the browser says that a page of ours made it send the request. */
export function isFromOwnPage(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? headers.origin === ownOrigin : site === 'same-origin';
}
