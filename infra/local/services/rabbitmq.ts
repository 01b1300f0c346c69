import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import amqp from 'amqplib';
import { freePorts } from '../ports.ts';
import { type Secrets, writePrivately } from '../run-folder.ts';
import type { Supervisor } from '../supervisor.ts';
import { untilAnswers } from '../until-answers.ts';

export interface RabbitmqPrograms {
  server: string;
  /** Erlang's name server, which RabbitMQ would otherwise leave behind on a port of its own choice. */
  epmd: string;
}

export interface Rabbitmq {
  amqpUrl: string;
  /** The management plugin's HTTP address, with user and password. */
  managementUrl?: string;
  /** Comes true when it answers. It is by far the slowest to start, so that others need not wait for it here. */
  answers: Promise<void>;
}

export interface RabbitmqOptions {
  /**
   * For tests: with the management plugin, through which they make virtual hosts, and ended without the orderly stop,
   * for which that plugin takes 5 s; the data are thrown away. A running system needs no management plugin.
   */
  forTests: boolean;
}

/** Begins to start the machine's RabbitMQ for this run alone: its own node, data, ports, settings and Erlang name server. */
export async function startRabbitmq(
  supervisor: Supervisor,
  folder: string,
  programs: RabbitmqPrograms,
  { id, rabbitmqPassword }: Secrets,
  { forTests }: RabbitmqOptions,
): Promise<Rabbitmq> {
  const [amqpPort, managementPort, distributionPort, epmdPort] = (await freePorts(4)) as [
    number,
    number,
    number,
    number,
  ];
  const home = join(folder, 'rabbitmq');
  await mkdir(join(home, 'conf.d'), { recursive: true });
  const settings = [
    `listeners.tcp.1 = 127.0.0.1:${amqpPort}`,
    ...(forTests ? ['management.tcp.ip = 127.0.0.1', `management.tcp.port = ${managementPort}`] : []),
    // Taken when the data folder is new; the password stays the same as long as the folder.
    'default_user = cityevents',
    `default_pass = ${rabbitmqPassword}`,
    // The write-ahead log of the quorum queues may grow to half a gigabyte if this isn't said.
    'raft.wal_max_size_bytes = 33554432',
  ];
  await writePrivately(join(home, 'rabbitmq.conf'), `${settings.join('\n')}\n`);
  await writeFile(join(home, 'enabled_plugins'), forTests ? '[rabbitmq_management].\n' : '[].\n');
  await writeFile(join(home, 'advanced.config'), '[].\n');
  await writeFile(join(home, 'rabbitmq-env.conf'), '');
  // All there is to look up is this machine. A name server that doesn't answer would cost 5 s at each start and stop.
  await writeFile(join(home, 'inetrc'), '{lookup, [file]}.\n{host, {127,0,0,1}, ["localhost"]}.\n');
  const environment = {
    ...withoutRabbitmq(process.env),
    HOME: home,
    RABBITMQ_NODENAME: `cityevents-${id}@localhost`,
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_MNESIA_BASE: join(home, 'data'),
    RABBITMQ_LOG_BASE: join(home, 'logs'),
    RABBITMQ_PID_FILE: join(home, 'pid'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(home, 'enabled_plugins'),
    // All of these would otherwise be the machine's own files in /etc/rabbitmq.
    RABBITMQ_CONFIG_FILE: join(home, 'rabbitmq.conf'),
    RABBITMQ_CONFIG_FILES: join(home, 'conf.d', '*.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(home, 'advanced.config'),
    RABBITMQ_CONF_ENV_FILE: join(home, 'rabbitmq-env.conf'),
    ERL_INETRC: join(home, 'inetrc'),
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    // Distribution on loopback only; and Erlang's schedulers sleep when idle instead of spinning.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
      '-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none',
  };
  const service = { role: 'service', environment, folder: home } as const;
  supervisor.start({ ...service, name: 'epmd', program: programs.epmd, arguments: ['-port', String(epmdPort)] });
  const stopSignal = forTests ? 'SIGKILL' : 'SIGTERM';
  supervisor.start({
    ...service,
    name: 'rabbitmq',
    program: programs.server,
    arguments: [],
    stopSignal,
    // Tests wait for messages and nothing else.
    givesWay: !forTests,
  });
  const user = `cityevents:${rabbitmqPassword}@127.0.0.1`;
  const amqpUrl = `amqp://${user}:${amqpPort}`;
  const managementUrl = `http://${user}:${managementPort}`;
  const untilReady = async () => {
    await untilAnswers('RabbitMQ', supervisor, () => connectToRabbitmq(amqpUrl));
    if (forTests) await untilAnswers('RabbitMQ’s management plugin', supervisor, () => askManagement(managementUrl));
  };
  const answers = untilReady();
  // Whoever needs it will be told; until somebody does, a failure is no crash.
  answers.catch(() => {});
  return { amqpUrl, ...(forTests ? { managementUrl } : {}), answers };
}

/** Connects and closes again; throws what went wrong. */
export async function connectToRabbitmq(url: string): Promise<void> {
  const connection = await amqp.connect(url, { timeout: 5_000 });
  connection.on('error', () => {});
  await connection.close();
}

/** Asks the management plugin; throws what went wrong. */
export async function askManagement(url: string): Promise<void> {
  const { username, password, origin } = new URL(url);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const answer = await fetch(`${origin}/api/overview`, {
    headers: { authorization },
    signal: AbortSignal.timeout(5_000),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
}

/** Settings for the machine's own RabbitMQ must not reach ours. */
function withoutRabbitmq(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(RABBITMQ|ERL)_/.test(name)));
}
