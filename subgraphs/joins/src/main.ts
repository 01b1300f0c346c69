import { readConfig } from '@cityevents/service/config';
import { stopOnSignal } from '@cityevents/service/http-host';
import { KeysFileError } from '@cityevents/service/keys-file';
import { createLogger } from '@cityevents/service/logger';
import { config as schema } from './config.ts';
import { startJoins } from './server.ts';

const config = readConfig(schema);
const logger = createLogger('joins', config.LOG_LEVEL);

try {
  stopOnSignal(await startJoins(config, logger), logger);
} catch (error) {
  if (error instanceof KeysFileError) process.stderr.write(`${error.message}\n`);
  else logger.fatal({ err: error }, 'the joins subgraph could not start');
  process.exit(1);
}
