import { runProcess } from '@cityevents/service/run-process';
import { config } from './config.ts';
import { startGateway } from './gateway.ts';

await runProcess('gateway', config, startGateway);
