import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Where the build leaves room for a page's nonce. */
const NONCE_PLACE = /__CSP_NONCE__/g;

/** Serves the SPA: its files, and its page for every address that is not a file, since the SPA routes itself. */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) {
    app.log.warn({ folder }, 'the web app is not built; only the API is served');
    return;
  }
  const page = readFileSync(index, 'utf8');
  const explorer = readIfThere(join(folder, 'explorer.html'));
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
  if (explorer !== null) {
    app.get('/explorer.html', async (_request, reply) => reply.redirect('/explorer'));
    // Its editor makes styles without a nonce, and brings its fonts within them; the page shows nothing but the schema and
    // what its visitor typed.
    app.get('/explorer', async (_request, reply) =>
      sendPage(reply, explorer, "'unsafe-inline'; font-src 'self' data:"),
    );
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !request.url.split('?')[0]?.split('/').at(-1)?.includes('.');
    if (isPage) return sendPage(reply, page);
    return reply.code(404).send({ message: 'There is nothing at this address.' });
  });
}

function readIfThere(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Each page has a nonce of its own, known only to itself: styles without it are somebody else's. */
function sendPage(reply: FastifyReply, page: string, otherStyles?: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const policy = String(reply.getHeader('content-security-policy'));
  // With a nonce, browsers take no heed of 'unsafe-inline'.
  const styles = otherStyles ?? `'nonce-${nonce}'`;
  return reply
    .header('content-security-policy', policy.replace("style-src 'self'", `style-src 'self' ${styles}`))
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(page.replace(NONCE_PLACE, nonce));
}
