import { readConfig } from '@cityevents/service/config';
import { stopOnSignal } from '@cityevents/service/http-host';
import { createLogger } from '@cityevents/service/logger';
import { feedConfig } from './config.ts';
import { startFeed } from './server.ts';

const config = readConfig(feedConfig);
const logger = createLogger('feed', config.LOG_LEVEL);

try {
  stopOnSignal(await startFeed(config, logger), logger);
} catch (error) {
  logger.fatal({ err: error }, 'the feed subgraph could not start');
  process.exit(1);
}
