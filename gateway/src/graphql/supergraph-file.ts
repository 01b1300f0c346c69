import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { SupergraphSdlHook } from '@apollo/gateway';
import type { Logger } from '@cityevents/service/logger';
import { type DocumentNode, parse } from 'graphql';

/** How often the file is looked at. Asking works for files that are replaced, linked or mounted alike; being told doesn't. */
const LOOK_EVERY_MS = 1_000;

/**
 * The supergraph in a file, as @apollo/gateway takes one. When the file changes the gateway goes over to the new one, and
 * requests under way end with what they began with. One that can't be loaded is told in the log, and the last good one
 * stays.
 *
 * @param loadable what of the supergraph is handed to the gateway.
 */
export function supergraphFile(
  path: string,
  loadable: (supergraph: DocumentNode) => string,
  logger: Logger,
): SupergraphSdlHook {
  return async ({ update }) => {
    // Compared by what it says: a change between reading it and the first look has no other trace.
    let seen = readFileSync(path, 'utf8');
    const supergraphSdl = loadable(parse(seen));
    const look = async () => {
      try {
        const text = await readFile(path, 'utf8');
        if (text === seen) return;
        seen = text;
        update(loadable(parse(text)));
        logger.info({ path }, 'the supergraph has changed');
      } catch (error) {
        logger.error({ err: error, path }, 'the new supergraph can’t be loaded; the last one stays');
      }
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    timer.unref();
    return { supergraphSdl, cleanup: async () => clearInterval(timer) };
  };
}
