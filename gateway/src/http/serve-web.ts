import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Serves the SPA: its files, and its page for every address that is not a file, since the SPA routes itself. */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    app.log.warn({ folder }, 'the web app is not built; only the API is served');
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders: (response, path) => {
      // Built files carry a hash of their content in their name; the page that names them must always be fresh.
      const forever = path.startsWith(join(folder, 'assets'));
      response.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !request.url.split('?')[0]?.split('/').at(-1)?.includes('.');
    if (isPage) return reply.sendFile('index.html');
    return reply.code(404).send({ message: 'There is nothing at this address.' });
  });
}
