import { readFileSync, unwatchFile, watchFile } from 'node:fs';
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
  const read = () => loadable(parse(readFileSync(path, 'utf8')));
  return async ({ update }) => {
    const onChange = () => {
      try {
        update(read());
        logger.info({ path }, 'the supergraph has changed');
      } catch (error) {
        logger.error({ err: error, path }, 'the new supergraph can’t be loaded; the last one stays');
      }
    };
    watchFile(path, { interval: LOOK_EVERY_MS }, onChange);
    return { supergraphSdl: read(), cleanup: async () => unwatchFile(path, onChange) };
  };
}
