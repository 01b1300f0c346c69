import { join } from 'node:path';
import { banner } from './banner.ts';
import { readEnvironment, readSettings } from './environment.ts';
import { checkGivenServices } from './given-services.ts';
import { showProgress } from './progress.ts';
import { checkPorts, openRun, root, startSystem } from './start-system.ts';
import { stopOnRequest } from './stop-on-request.ts';

const progress = showProgress();
const stop = stopOnRequest(progress, 0);

await stop.afterwards(
  async () => {
    const base = readEnvironment(join(root, '.env'), process.env);
    const settings = readSettings(base);
    const run = await openRun(join(root, '.cityevents', 'run'), progress);
    stop.ends(run);
    await checkPorts(settings);
    await checkGivenServices(settings);
    const environment = await startSystem({ run, settings, base, progress, seed: settings.NODE_ENV !== 'production' });
    progress.say(banner(environment, run.folder));
    throw await run.supervisor.failure;
  },
  () => 1,
);
