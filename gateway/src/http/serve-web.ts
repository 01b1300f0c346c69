import { hash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Where the build leaves room for a page's nonce. */
const NONCE_PLACE = /__CSP_NONCE__/g;

/** What stands between the tags of a script that is part of the page. */
const INLINE_SCRIPT = /<script(?![^>]*\bsrc=)[^>]*>(.*?)<\/script>/gs;

/** Serves the SPA: its files, and its page for every address that is not a file, since the SPA routes itself. */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) {
    app.log.warn({ folder }, 'the web app is not built; only the API is served');
    return;
  }
  const page = readPage(index);
  const explorerFile = join(folder, 'explorer.html');
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    cacheControl: false,
    // As the build left them, for who takes that; others get them compressed as they go.
    preCompressed: true,
    setHeaders: (response, path) => {
      // Built files carry a hash of their content in their name; the page that names them must always be fresh.
      const forever = path.startsWith(join(folder, 'assets'));
      response.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/', async (_request, reply) => sendPage(reply, page));
  app.get('/index.html', async (_request, reply) => reply.redirect('/'));
  if (existsSync(explorerFile)) {
    // Its editor makes styles without a nonce, and brings its fonts within them; the page shows nothing but the schema and
    // what its visitor typed.
    const explorer = readPage(explorerFile, "'unsafe-inline'; font-src 'self' data:");
    app.get('/explorer.html', async (_request, reply) => reply.redirect('/explorer'));
    app.get('/explorer', async (_request, reply) => sendPage(reply, explorer));
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !request.url.split('?')[0]?.split('/').at(-1)?.includes('.');
    if (isPage) return sendPage(reply, page);
    return reply.code(404).send({ message: 'There is nothing at this address.' });
  });
}

/** A page of the build, and what may run in it. */
interface Page {
  readonly html: string;
  /** The scripts within it, by their hashes, as a Content-Security-Policy names them. */
  readonly scripts: readonly string[];
  /** Which styles it may have, in place of those with its nonce. */
  readonly styles: string | undefined;
}

function readPage(file: string, styles?: string): Page {
  const html = readFileSync(file, 'utf8');
  const scripts = [...html.matchAll(INLINE_SCRIPT)].map(
    ([, script]) => `'sha256-${hash('sha256', script!, 'base64')}'`,
  );
  return { html, scripts, styles };
}

/** Each page has a nonce of its own, known only to itself: styles without it are somebody else's. */
function sendPage(reply: FastifyReply, { html, scripts, styles }: Page): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const policy = String(reply.getHeader('content-security-policy'))
    .replace("script-src 'self'", ["script-src 'self'", ...scripts].join(' '))
    // With a nonce, browsers take no heed of 'unsafe-inline'.
    .replace("style-src 'self'", `style-src 'self' ${styles ?? `'nonce-${nonce}'`}`);
  return reply
    .header('content-security-policy', policy)
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(html.replace(NONCE_PLACE, nonce));
}
