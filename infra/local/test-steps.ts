import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { settingsOnFreePorts, unconfigured } from './isolated-settings.ts';
import { freePort } from './ports.ts';
import { type Progress, quietProgress } from './progress.ts';
import { provision, provisionChromium, type Services } from './provision.ts';
import { type Run, root, runTurbo, startSystem } from './start-system.ts';
import { CommandFailed } from './supervisor.ts';
import { noTelemetry } from './system.ts';
import { type Outcome, readReport } from './test-report.ts';

/** One part of the test run; what it throws ends the run, what fails in it is in the outcome. */
export interface TestSteps {
  services(): Promise<void>;
  browser(): Promise<void>;
  build(): Promise<Outcome>;
  check(title: string, program: string, options: string[]): Promise<Outcome>;
  unitAndIntegration(filters: string[]): Promise<Outcome>;
  /** What looks at a whole running system: the tests unless another configuration of vitest is named. */
  system(filters: string[], config?: string): Promise<Outcome>;
}

export function testSteps(run: Run, progress: Progress): TestSteps {
  const { supervisor, folder } = run;
  let services: Services | undefined;
  let chromium: string | undefined;
  const reports = { root, skippedFails: Boolean(process.env.CI) };
  // Some hundred processes are started, many of them of the same sources: compiled once.
  const base = { ...unconfigured(process.env), NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node') };

  /** A command that counts as one test. */
  const asTest = (title: string, work: () => Promise<void>): Promise<Outcome> =>
    progress
      .step(title, work)
      .then(() => ({ passed: 1, failed: [] }))
      .catch((error: unknown) => {
        if (!(error instanceof CommandFailed)) throw error;
        progress.say(error.message);
        return { passed: 0, failed: [title] };
      });

  const vitest = async (title: string, options: string[], environment: Record<string, string>): Promise<Outcome> => {
    const report = join(folder.path, `${title.replaceAll(/\W+/g, '-').toLowerCase()}.json`);
    await rm(report, { force: true });
    const work = supervisor.run(
      {
        name: title,
        program: process.execPath,
        arguments: [
          join(root, 'node_modules', 'vitest', 'vitest.mjs'),
          'run',
          ...options,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ],
        environment: {
          ...base,
          ...noTelemetry,
          ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
          ...environment,
        },
        folder: root,
      },
      (chunk) => process.stdout.write(chunk),
    );
    // Failed tests are in the report; a run that did not get as far as writing one is a failure there as well.
    await progress
      .step(title, () => work)
      .catch((error: unknown) => {
        if (!(error instanceof CommandFailed)) throw error;
      });
    return readReport(report, title, reports);
  };

  const started = () => {
    if (!services) throw new Error('The services are not started yet');
    return services;
  };

  return {
    services: () =>
      progress.step('PostgreSQL, Redis, RabbitMQ, mail catcher, apart from a running system', async () => {
        services = await provision({
          root,
          run: folder,
          supervisor,
          mailWebPort: await freePort(),
          given: {},
          forTests: true,
          note: (text) => progress.say(`  ${text} …`),
        });
        const { release } = services;
        run.onStop(release);
        await services.rabbitmqAnswers;
      }),

    browser: async () => {
      chromium = await progress.step('Chromium', async (note) => {
        const program = await provisionChromium(supervisor, (text) => progress.say(`  ${text} …`));
        note(program);
        return program;
      });
    },

    build: () => asTest('Generate and build', () => runTurbo(supervisor, ['generate', 'build'])),

    check: (title, program, options) =>
      asTest(title, () =>
        supervisor.run({
          name: title,
          program,
          arguments: options,
          environment: { ...base, ...noTelemetry },
          folder: root,
          linesShown: 60,
        }),
      ),

    unitAndIntegration: (filters) => {
      const { postgresUrl, redisUrl, rabbitmqUrl, rabbitmqManagementUrl } = started();
      return vitest('Unit and integration tests', filters, {
        POSTGRES_URL: postgresUrl,
        REDIS_URL: redisUrl,
        RABBITMQ_URL: rabbitmqUrl,
        RABBITMQ_MANAGEMENT_URL: rabbitmqManagementUrl ?? '',
        POSTGRES_LOG: join(folder.logs, 'postgres.log'),
      });
    },

    system: async (filters, config = 'e2e/vitest.config.ts') => {
      const { redisUrl, mailApiUrl } = started();
      const redis = new Redis(redisUrl);
      // The tests before this have left counters there that would throttle the system's users.
      await redis.flushall();
      redis.disconnect();
      const settings = await settingsOnFreePorts({ NODE_ENV: 'test', MAIL_WEB_PORT: new URL(mailApiUrl!).port });
      // One of the tests listens there.
      const traced = {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
        OTEL_TRACES_SAMPLER_ARG: '1',
      };
      // Whoever signs up in a test, or asks for a mail, comes from this one address.
      const crowded = { SIGN_UPS_PER_ADDRESS: '1000', MAIL_REQUESTS_PER_ADDRESS: '1000' };
      await progress.step('The whole system, on free ports', () =>
        startSystem({
          run,
          settings,
          base: { ...base, ...traced, ...crowded },
          progress: quietProgress,
          services: started(),
          seed: true,
        }),
      );
      return vitest('System and browser tests', ['--config', config, ...filters], {
        E2E_ENVIRONMENT: folder.environmentFile,
        CHROMIUM_PATH: chromium!,
      });
    },
  };
}
