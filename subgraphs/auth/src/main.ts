import { readConfig } from '@cityevents/service/config';
import { stopOnSignal } from '@cityevents/service/http-host';
import { KeysFileError } from '@cityevents/service/keys-file';
import { createLogger } from '@cityevents/service/logger';
import { authConfig } from './config.ts';
import { startAuth } from './server.ts';

const config = readConfig(authConfig);
const logger = createLogger('auth', config.LOG_LEVEL);

try {
  stopOnSignal(await startAuth(config, logger), logger);
} catch (error) {
  if (error instanceof KeysFileError) process.stderr.write(`${error.message}\n`);
  else logger.fatal({ err: error }, 'the auth subgraph could not start');
  process.exit(1);
}
