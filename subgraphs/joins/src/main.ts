import { readConfig } from '@cityevents/service/config';
import { stopOnSignal } from '@cityevents/service/http-host';
import { createLogger } from '@cityevents/service/logger';
import { config as schema } from './config.ts';
import { startJoins } from './server.ts';

const config = readConfig(schema);
const logger = createLogger('joins', config.LOG_LEVEL);
stopOnSignal(await startJoins(config, logger), logger);
