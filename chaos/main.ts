import { join } from 'node:path';
import { CommandError, readArguments } from '@cityevents/command/command';
import { ProgressLine } from '@cityevents/command/progress';
import { portVariables, readSettings } from '@cityevents/infra/local/environment';
import { freePorts } from '@cityevents/infra/local/ports';
import { markVariable, roleVariable } from '@cityevents/infra/local/process-table';
import { quietProgress, showProgress } from '@cityevents/infra/local/progress';
import { provision } from '@cityevents/infra/local/provision';
import { openRun, type Run, root, runTurbo, startSystem } from '@cityevents/infra/local/start-system';
import { stopOnRequest } from '@cityevents/infra/local/stop-on-request';
import { z } from 'zod';
import { auth } from './auth/scenarios.ts';
import { describeOutcome } from './describe-outcome.ts';
import { gateway } from './gateway/scenarios.ts';
import { joins } from './joins/scenarios.ts';
import { messaging } from './messaging/scenarios.ts';
import type { Report } from './report.ts';
import type { Scenario } from './scenario.ts';
import { anySeed, largestSeed } from './seed.ts';

const groups: Record<string, Scenario[]> = { joins, auth, messaging, gateway };

const usage = `Usage: npm run chaos -- ${Object.keys(groups).join('|')} [--only N] [--seed N]

Does to a private system what can happen to one, and checks what must hold then.
  --only   the one scenario of this number
  --seed   what is random comes from it (0 to ${largestSeed}); it is shown, to be given again

The exit code is 1 when something did not hold.`;

const sayOne = `Say one of: ${Object.keys(groups).join(', ')}.`;

const shape = z.object({
  positionals: z.tuple([z.enum(Object.keys(groups), sayOne)], sayOne),
  only: z.coerce.number('must be a number').int().optional(),
  seed: z.coerce.number('must be a number').int().min(0).max(largestSeed).optional(),
});

const progress = showProgress();

function readScenarios(): { scenarios: Scenario[]; seed: number } {
  try {
    const string = { type: 'string' } as const;
    const options = readArguments(usage, { only: string, seed: string }, shape);
    const all = groups[options.positionals[0]]!;
    const scenarios = all.filter(({ number }) => options.only === undefined || number === options.only);
    if (scenarios.length > 0) return { scenarios, seed: options.seed ?? anySeed() };
    throw new CommandError(`--only: must be one of ${all.map(({ number }) => number).join(', ')}`);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

const { scenarios, seed } = readScenarios();
const stop = stopOnRequest(progress, 130);
const outcomes: { scenario: Scenario; report: Report }[] = [];

await stop.afterwards(
  async () => {
    progress.say(`Seed ${seed}; each scenario starts from it.`);
    const run = await openRun(join(root, '.cityevents', 'chaos'), progress, { fresh: true });
    stop.ends(run);
    const failure = run.supervisor.failure.then((error) => Promise.reject(error));
    await Promise.race([everything(run), failure]);
  },
  (problem) => {
    progress.say(`\n${outcomes.map(({ scenario, report }) => describeOutcome(scenario, report)).join('\n')}`);
    const broken = outcomes.filter(({ report }) => report.violations.length > 0).length;
    progress.say(`\n${outcomes.length - broken} of ${scenarios.length} scenarios hold, with seed ${seed}.`);
    return problem === undefined && broken === 0 && outcomes.length === scenarios.length ? 0 : 1;
  },
);

async function everything(run: Run): Promise<void> {
  const services = await progress.step('Services and database clients, apart from a running system', async () => {
    const [[mailWebPort]] = await Promise.all([freePorts(1), runTurbo(run.supervisor, ['generate', 'build'])]);
    const services = await provision({
      root,
      run: run.folder,
      supervisor: run.supervisor,
      mailWebPort: mailWebPort!,
      given: {},
      forTests: true,
      note: (text) => progress.say(`  ${text} …`),
    });
    run.onStop(services.release);
    await services.rabbitmqAnswers;
    return { ...services, mailWebPort: mailWebPort! };
  });
  Object.assign(process.env, {
    POSTGRES_URL: services.postgresUrl,
    POSTGRES_LOG: join(run.folder.logs, 'postgres.log'),
    REDIS_URL: services.redisUrl,
    RABBITMQ_URL: services.rabbitmqUrl,
    RABBITMQ_MANAGEMENT_URL: services.rabbitmqManagementUrl,
    // What scenarios start bears the run's mark, by which leftovers are found.
    [markVariable]: run.folder.path,
    [roleVariable]: 'process',
  });
  let system: Promise<Record<string, string>> | undefined;
  for (const scenario of scenarios) {
    progress.say(`\n${scenario.number}. ${scenario.fault}`);
    const line = new ProgressLine();
    const report = await scenario
      .run({
        seed,
        onProgress: (text) => line.show(text),
        startSystem: () => {
          system ??= startWholeSystem(run, services);
          return system;
        },
        pidOf: (name) => run.supervisor.running().find((each) => each.name === name)?.pid,
      })
      .catch((error: Error): Report => ({ figures: {}, violations: [`it broke off: ${error.stack}`] }));
    line.end();
    outcomes.push({ scenario, report });
    progress.say(describeOutcome(scenario, report));
  }
}

async function startWholeSystem(
  run: Run,
  services: Parameters<typeof startSystem>[0]['services'] & { mailWebPort: number },
) {
  const own = portVariables.filter((variable) => variable !== 'MAIL_WEB_PORT');
  const ports = await freePorts(own.length);
  const settings = readSettings({
    NODE_ENV: 'test',
    MAIL_WEB_PORT: String(services.mailWebPort),
    ...Object.fromEntries(own.map((variable, index) => [variable, String(ports[index])])),
  });
  const { PATH = '', HOME = '' } = process.env;
  // Everybody comes from one address here, and one person asks a lot; what either may ask for in a minute is another matter.
  const limits = { RATE_LIMIT_ANONYMOUS_PER_MINUTE: '1000000', RATE_LIMIT_PERSON_PER_MINUTE: '1000000' };
  return progress.step('The whole system, on free ports', () =>
    startSystem({ run, settings, base: { PATH, HOME, ...limits }, progress: quietProgress, services, seed: true }),
  );
}
