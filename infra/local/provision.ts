import { canUseApt, installPackages } from './apt.ts';
import { type DockerService, type DockerServices, dockerAnswers, startWithDocker } from './docker.ts';
import type { GivenServices } from './given-services.ts';
import { findChromium, findRabbitmq, findRedis } from './programs.ts';
import type { RunFolder } from './run-folder.ts';
import { type MailCatcherUrls, startMailCatcher } from './services/mail-catcher.ts';
import { startPostgres } from './services/postgres.ts';
import { type Rabbitmq, startRabbitmq } from './services/rabbitmq.ts';
import { startRedis } from './services/redis.ts';
import { StartRefused } from './start-refused.ts';
import { CommandFailed, type Supervisor } from './supervisor.ts';

/** Where the services answer; each is one we were given or one we started. */
export interface Services {
  postgresUrl: string;
  redisUrl: string;
  rabbitmqUrl: string;
  /** Only for tests. */
  rabbitmqManagementUrl?: string;
  /** Comes true when RabbitMQ answers; everything else here does already. */
  rabbitmqAnswers: Promise<void>;
  smtpUrl: string;
  /** Only when the mail catcher is ours. */
  mailApiUrl?: string;
  /** Stops what no process of ours holds: containers. */
  release(): Promise<void>;
}

export interface ProvisionOptions {
  root: string;
  run: RunFolder;
  supervisor: Supervisor;
  mailWebPort: number;
  given: GivenServices;
  /** Services for tests: their data are thrown away, and RabbitMQ can be managed through HTTP. */
  forTests?: boolean;
  note: (text: string) => void;
}

/** Finds or starts the four services, side by side. Only RabbitMQ may still be starting when this is done. */
export async function provision({
  root,
  run,
  supervisor,
  mailWebPort,
  given,
  forTests = false,
  note,
}: ProvisionOptions): Promise<Services> {
  const fromNpm = Promise.all([
    given.POSTGRES_URL ?? startPostgres(supervisor, run.path, run.secrets),
    given.SMTP_URL ? undefined : startMailCatcher(supervisor, run.path, mailWebPort),
  ]);
  const [[postgresUrl, mail], brokers] = await Promise.all([fromNpm, startBrokers()]);
  return {
    postgresUrl,
    ...brokers,
    ...mailUrls(mail, given.SMTP_URL),
    release: async () => brokers.docker?.down(),
  };

  async function startBrokers() {
    const missing: DockerService[] = [];
    if (!given.REDIS_URL && !findRedis()) missing.push('redis');
    if (!given.RABBITMQ_URL && !findRabbitmq()) missing.push('rabbitmq');
    const docker = await bringIn(missing);
    const [redisUrl, rabbitmq] = await Promise.all([redis(docker), rabbit(docker)]);
    return {
      redisUrl,
      rabbitmqUrl: rabbitmq.amqpUrl,
      ...(rabbitmq.managementUrl ? { rabbitmqManagementUrl: rabbitmq.managementUrl } : {}),
      rabbitmqAnswers: rabbitmq.answers,
      docker,
    };
  }

  /** Installs what is missing, or starts it in containers. */
  async function bringIn(missing: DockerService[]): Promise<DockerServices | undefined> {
    if (missing.length === 0) return undefined;
    if (canUseApt()) {
      try {
        await installPackages(
          supervisor,
          missing.map((service) => `${service}-server`),
          note,
        );
        return undefined;
      } catch (error) {
        if (!(error instanceof CommandFailed)) throw error;
        note(error.message);
      }
    }
    if (await dockerAnswers()) return startWithDocker(supervisor, root, missing, run.secrets);
    throw new StartRefused(howToInstall(missing));
  }

  async function redis(docker: DockerServices | undefined): Promise<string> {
    const ready = given.REDIS_URL ?? docker?.redisUrl;
    if (ready) return ready;
    const program = findRedis();
    if (!program) throw new StartRefused(howToInstall(['redis']));
    return startRedis(supervisor, run.path, program, run.secrets.redisPassword);
  }

  async function rabbit(docker: DockerServices | undefined): Promise<Rabbitmq> {
    if (given.RABBITMQ_URL) return { amqpUrl: given.RABBITMQ_URL, answers: Promise.resolve() };
    if (docker?.rabbitmq) return docker.rabbitmq;
    const programs = findRabbitmq();
    if (!programs) throw new StartRefused(howToInstall(['rabbitmq']));
    return startRabbitmq(supervisor, run.path, programs, run.secrets, { forTests });
  }
}

function mailUrls(mail: MailCatcherUrls | undefined, given: string | undefined) {
  return mail ? { smtpUrl: mail.smtp, mailApiUrl: mail.web } : { smtpUrl: given! };
}

/** The browser for the tests; installed with apt where it is missing. */
export async function provisionChromium(supervisor: Supervisor, note: (text: string) => void): Promise<string> {
  const found = findChromium();
  if (found) return found;
  if (canUseApt()) {
    await installPackages(supervisor, ['chromium'], note);
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new StartRefused(
    [
      'The browser tests need Chromium, which is not on this machine, and apt cannot be used (root or sudo without a password).',
      '  Debian, Ubuntu:  sudo apt-get install --no-install-recommends chromium',
      '  macOS:           brew install --cask chromium',
    ].join('\n'),
  );
}

const titles: Record<DockerService, string> = { redis: 'Redis', rabbitmq: 'RabbitMQ' };

/** What a person can do where nothing works by itself. */
export function howToInstall(missing: DockerService[]): string {
  const names = missing.map((service) => titles[service]).join(' and ');
  const packages = missing.map((service) => `${service}-server`).join(' ');
  const variables = missing.map((service) =>
    service === 'redis' ? 'REDIS_URL=redis://host:6379' : 'RABBITMQ_URL=amqp://user:password@host:5672',
  );
  return [
    `${names} ${missing.length > 1 ? 'are' : 'is'} missing on this machine, and could not be brought in by the start itself.`,
    'Do one of these, then start again:',
    `  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install --no-install-recommends ${packages}`,
    `  macOS:           brew install ${missing.join(' ')}`,
    `  Docker:          start Docker (docker info must answer); the start then runs docker compose up -d ${missing.join(' ')}`,
    `  elsewhere:       ${variables.join(' ')} npm start`,
  ].join('\n');
}
