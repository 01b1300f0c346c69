import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePorts } from './ports.ts';
import type { Secrets } from './run-folder.ts';
import { askManagement, connectToRabbitmq, type Rabbitmq } from './services/rabbitmq.ts';
import { pingRedis } from './services/redis.ts';
import type { Supervisor } from './supervisor.ts';
import { untilAnswers } from './until-answers.ts';

export type DockerService = 'redis' | 'rabbitmq';

export interface DockerServices {
  redisUrl?: string;
  rabbitmq?: Rabbitmq;
  /** Stops and removes what was started, nothing else; the data stay in their volumes. */
  down(): Promise<void>;
}

/** True where a Docker engine answers: the client alone, or a stopped Docker Desktop, can start nothing. */
export async function dockerAnswers(): Promise<boolean> {
  return promisify(execFile)('docker', ['info', '--format', '{{.ServerVersion}}'], { timeout: 10_000 }).then(
    ({ stdout }) => stdout.trim() !== '',
    () => false,
  );
}

/** Starts just these services of docker-compose.yml, under a project name of this run's own, on free loopback ports. */
export async function startWithDocker(
  supervisor: Supervisor,
  root: string,
  services: DockerService[],
  { id, redisPassword, rabbitmqPassword }: Secrets,
): Promise<DockerServices> {
  const [redisPort, amqpPort, managementPort] = (await freePorts(3)) as [number, number, number];
  const environment = {
    ...process.env,
    REDIS_PUBLISHED_PORT: String(redisPort),
    REDIS_PASSWORD: redisPassword,
    RABBITMQ_PUBLISHED_PORT: String(amqpPort),
    RABBITMQ_MANAGEMENT_PUBLISHED_PORT: String(managementPort),
    RABBITMQ_PASSWORD: rabbitmqPassword,
  };
  const compose = ['compose', '--project-name', `cityevents-${id}`];
  const command = { name: 'docker-compose', program: 'docker', environment, folder: root };
  await supervisor.run({ ...command, arguments: [...compose, 'up', '--detach', ...services] });
  const user = `cityevents:${rabbitmqPassword}@127.0.0.1`;
  const redisUrl = `redis://:${redisPassword}@127.0.0.1:${redisPort}/0`;
  const amqpUrl = `amqp://${user}:${amqpPort}`;
  const managementUrl = `http://${user}:${managementPort}`;
  if (services.includes('redis')) await untilAnswers('Redis (Docker)', supervisor, () => pingRedis(redisUrl));
  if (services.includes('rabbitmq')) {
    await untilAnswers('RabbitMQ (Docker)', supervisor, () => connectToRabbitmq(amqpUrl));
    await untilAnswers('RabbitMQ’s management plugin (Docker)', supervisor, () => askManagement(managementUrl));
  }
  return {
    ...(services.includes('redis') ? { redisUrl } : {}),
    ...(services.includes('rabbitmq') ? { rabbitmq: { amqpUrl, managementUrl, answers: Promise.resolve() } } : {}),
    // The supervisor takes no commands any more when everything is being stopped.
    down: async () => {
      await promisify(execFile)('docker', [...compose, 'rm', '--stop', '--force', ...services], {
        cwd: root,
        env: environment,
      });
    },
  };
}
