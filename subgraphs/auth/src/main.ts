import { runProcess } from '@cityevents/service/run-process';
import { authConfig } from './config.ts';
import { startAuth } from './server.ts';

await runProcess('auth', authConfig, startAuth);
