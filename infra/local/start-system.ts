import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabases, migrateDatabases } from './databases.ts';
import { optionalPortVariables, portVariables, type Settings } from './environment.ts';
import { endLeftovers } from './leftovers.ts';
import { takenPorts } from './ports.ts';
import type { Progress } from './progress.ts';
import { provision, type Services } from './provision.ts';
import { type RunFolder, takeRunFolder, writePrivately } from './run-folder.ts';
import { StartRefused } from './start-refused.ts';
import { Supervisor } from './supervisor.ts';
import { effectiveEnvironment, noTelemetry, startProcesses } from './system.ts';
import { watchOver } from './watchdog.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** A run's own processes and folder; everything it starts ends with stop(). */
export interface Run {
  folder: RunFolder;
  supervisor: Supervisor;
  /** Stops in order all that was started; the second and later calls wait for the first. */
  stop(): Promise<void>;
  /** Stops at once. */
  kill(): void;
  /** To be done at the end of stop(). */
  onStop(work: () => Promise<unknown>): void;
}

/** Takes the data folder, and watches over what will be started. */
export async function openRun(path: string, progress: Progress, options: { fresh?: boolean } = {}): Promise<Run> {
  const folder = await takeRunFolder(path, options);
  if (folder.leftovers.length > 0) {
    progress.say(`• Ended ${folder.leftovers.length} processes that an earlier run had left behind`);
  }
  const supervisor = new Supervisor({
    folder: folder.path,
    logs: folder.logs,
    showError: (name, line) => progress.say(`! ${name}: ${line}`),
  });
  const watchdog = watchOver(folder.path);
  const atEnd: (() => Promise<unknown>)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await supervisor.stopAll();
    for (const work of atEnd) await work().catch((error: Error) => progress.say(`! ${error.message}`));
    // A process may have left something behind that isn't in its group any more.
    await endLeftovers(folder.path, 1_000);
    await folder.release();
    watchdog.dismiss();
  };
  return {
    folder,
    supervisor,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
    kill: () => supervisor.killAll(),
    onStop: (work) => atEnd.push(work),
  };
}

export interface SystemOptions {
  run: Run;
  settings: Settings;
  /** What the processes get beside what is made up here: the shell's variables and .env. */
  base: Record<string, string>;
  progress: Progress;
  /** Services that are there already; without them, all are found or started. */
  services?: Services;
  /** Fill the empty databases with the demo city. */
  seed: boolean;
}

/**
 * From nothing to a system that answers: services, databases, build, the seven processes, the demo city. What goes
 * wrong is thrown; what was started until then ends with run.stop(). The result is the system's environment, which is
 * also written to the run folder for the command line tools.
 */
export async function startSystem({
  run,
  settings,
  base,
  progress,
  services,
  seed,
}: SystemOptions): Promise<Record<string, string>> {
  const { supervisor, folder } = run;
  const built = services ? undefined : build(supervisor, progress);
  // Awaited below; should the services fail first, that is the error to show.
  built?.catch(() => {});
  const found = services ?? (await findServices(run, settings, progress));
  await built;
  const databases = await progress.step('Databases and migrations', async (note) => {
    const urls = await createDatabases(found.postgresUrl);
    const applied = await migrateDatabases(urls);
    note(applied > 0 ? `${applied} migrations applied` : 'up to date');
    return urls;
  });
  const environment = effectiveEnvironment({ base, settings, services: found, databases, run: folder });
  await progress.step('Gateway, four subgraphs, outbox relay, email worker', () =>
    startProcesses(supervisor, root, environment, settings, found.rabbitmqAnswers),
  );
  await writePrivately(folder.environmentFile, JSON.stringify(environment, undefined, 2));
  const city = 'prisma/seed/demo-city.ts';
  if (seed && existsSync(join(root, city))) {
    await progress.step('Demo city', () =>
      supervisor.run({ name: 'seed', program: process.execPath, arguments: [city], environment, folder: root }),
    );
  }
  return environment;
}

/** Refuses, before anything is started, when a port that will be needed is taken. */
export async function checkPorts(settings: Settings): Promise<void> {
  const variables = [...portVariables, ...optionalPortVariables];
  const purposes: Record<(typeof variables)[number], string> = {
    GATEWAY_PORT: 'the gateway and the pages',
    AUTH_PORT: 'the auth subgraph',
    EVENTS_PORT: 'the events subgraph',
    JOINS_PORT: 'the joins subgraph',
    FEED_PORT: 'the feed subgraph',
    OUTBOX_RELAY_PORT: 'the outbox relay',
    EMAIL_PORT: 'the email worker',
    MAIL_WEB_PORT: 'the mail inbox',
    GATEWAY_METRICS_PORT: 'the gateway’s metrics',
  };
  const needed = variables.filter((variable) => variable !== 'MAIL_WEB_PORT' || !settings.SMTP_URL);
  const wanted = needed.flatMap((variable) => {
    const port = settings[variable];
    return port === undefined ? [] : [{ variable, port, purpose: purposes[variable] }];
  });
  const isMail = ({ variable }: { variable: string }) => variable === 'MAIL_WEB_PORT';
  const taken = [
    ...(await takenPorts(
      settings.HOST,
      wanted.filter((port) => !isMail(port)),
    )),
    ...(await takenPorts('127.0.0.1', wanted.filter(isMail))),
  ];
  if (taken.length > 0) throw new StartRefused(taken.join('\n'));
}

/** Generates the database clients and builds the SPA; what has not changed comes out of turbo's cache. */
export function build(supervisor: Supervisor, progress: Progress): Promise<void> {
  return progress.step('Database clients and pages (turbo run generate build)', () =>
    runTurbo(supervisor, ['generate', 'build']),
  );
}

export function runTurbo(supervisor: Supervisor, tasks: string[]): Promise<void> {
  return supervisor.run({
    name: 'build',
    program: join(root, 'node_modules', '.bin', 'turbo'),
    arguments: ['run', ...tasks, '--output-logs=errors-only'],
    environment: { ...process.env, ...noTelemetry },
    folder: root,
  });
}

function findServices(run: Run, settings: Settings, progress: Progress): Promise<Services> {
  return progress.step('PostgreSQL, Redis, mail catcher', async () => {
    const services = await provision({
      root,
      run: run.folder,
      supervisor: run.supervisor,
      mailWebPort: settings.MAIL_WEB_PORT,
      given: settings,
      note: (text) => progress.say(`  ${text} …`),
    });
    run.onStop(() => services.release());
    const rabbitmq = progress.step('RabbitMQ', () => services.rabbitmqAnswers);
    rabbitmq.catch(() => {});
    return services;
  });
}
