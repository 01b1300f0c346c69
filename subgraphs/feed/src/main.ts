import { runProcess } from '@cityevents/service/run-process';
import { feedConfig } from './config.ts';
import { startFeed } from './server.ts';

await runProcess('feed', feedConfig, startFeed);
