import { readConfig } from '@cityevents/service/config';
import { stopOnSignal } from '@cityevents/service/http-host';
import { createLogger } from '@cityevents/service/logger';
import { config as schema } from './config.ts';
import { startGateway } from './gateway.ts';

const config = readConfig(schema);
const logger = createLogger('gateway', config.LOG_LEVEL);
stopOnSignal(await startGateway(config, logger), logger);
