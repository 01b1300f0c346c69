import { runProcess } from '@cityevents/service/run-process';
import { config } from './config.ts';
import { startJoins } from './server.ts';

await runProcess('joins', config, startJoins);
