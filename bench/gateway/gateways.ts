import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAccessTokens } from '@cityevents/auth/tokens/access-tokens';
import { withAddresses } from '@cityevents/gateway/supergraph/with-addresses';
import { freePorts } from '@cityevents/infra/local/ports';
import { ProcessorTimes } from '@cityevents/infra/local/process-usage';
import { type Run, root } from '@cityevents/infra/local/start-system';
import { memoryOptions } from '@cityevents/infra/local/system-processes';
import { untilAnswers } from '@cityevents/infra/local/until-answers';
import { loadKeys } from '@cityevents/service/keys-file';

/** Ours and those it is compared with; ours as it is when what it does is seen, with a tenth of its traces and with all. */
export type GatewayName =
  | 'ours'
  | 'default data source'
  | 'Hive Gateway'
  | 'ours, seen'
  | 'ours, seen with every trace';

/** The gateways, each a process of its own, in front of the same subgraphs. */
export interface Gateways {
  urls: ReadonlyMap<GatewayName, string>;
  /** The Authorization header of one person. */
  authorization: string;
  /** Processor time that a gateway has used so far, in milliseconds. */
  processorMs: (name: GatewayName) => Promise<number>;
  /** What a gateway that is seen says of itself, as Prometheus reads it. */
  metrics: (name: GatewayName) => Promise<string>;
  /** How many bytes of spans were sent so far. */
  spanBytes: () => Promise<number>;
}

const SECRET = 'a-secret-of-this-benchmark-and-nothing-else';

/** Starts those that are named, and waits until each answers. */
export async function startGateways(run: Run, redisUrl: string, names: readonly GatewayName[]): Promise<Gateways> {
  const { supervisor, folder } = run;
  const ports = await freePorts(5 + 2 * names.length);
  const [auth, events, joins, feed, sink] = ports as [number, number, number, number, number];
  const portOf = new Map(names.map((name, index) => [name, ports[5 + index]!]));
  const metricsPortOf = new Map(names.map((name, index) => [name, ports[5 + names.length + index]!]));
  const subgraphPorts = { AUTH_PORT: auth, EVENTS_PORT: events, JOINS_PORT: joins, FEED_PORT: feed };
  const keysFile = join(folder.path, 'bench-keys.json');
  const url = (port: number) => `http://127.0.0.1:${port}`;
  const supergraphFile = join(folder.path, 'supergraph.graphql');
  const addresses = { auth: url(auth), events: url(events), joins: url(joins), feed: url(feed) };
  const committed = await readFile(join(root, 'gateway/supergraph.graphql'), 'utf8');
  await writeFile(supergraphFile, withAddresses(committed, addresses));
  const { accessToken } = await (await createAccessTokens(await loadKeys(keysFile))).issue({
    userId: crypto.randomUUID(),
    sessionId: crypto.randomUUID(),
    emailVerified: true,
  });

  const start = (name: string, script: string, environment: Record<string, string | number>) =>
    supervisor.start({
      name,
      role: 'process',
      program: process.execPath,
      arguments: [...memoryOptions, join(root, script)],
      environment: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        APOLLO_TELEMETRY_DISABLED: '1',
        GATEWAY_SECRET: SECRET,
        SUPERGRAPH_FILE: supergraphFile,
        AUTH_KEYS_FILE: keysFile,
        ...Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)])),
      },
      folder: root,
    });
  const startOurs = (name: GatewayName, more: Record<string, string | number> = {}) =>
    start(name, 'gateway/src/main.ts', {
      SUPERGRAPH_FILE: join(root, 'gateway/supergraph.graphql'),
      GATEWAY_PORT: portOf.get(name)!,
      REDIS_URL: redisUrl,
      AUTH_URL: url(auth),
      EVENTS_URL: url(events),
      JOINS_URL: url(joins),
      FEED_URL: url(feed),
      // One person makes all requests here; what a real one may ask for in a minute is another matter.
      RATE_LIMIT_PERSON_PER_MINUTE: 1_000_000_000,
      ...more,
    });
  const seen = (name: GatewayName) => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: url(sink),
    GATEWAY_METRICS_PORT: metricsPortOf.get(name)!,
    SLOW_OPERATION_MS: 1_000,
  });
  const starters: Record<GatewayName, (name: GatewayName) => void> = {
    ours: (name) => startOurs(name),
    'default data source': (name) =>
      start(name, 'bench/gateway/peers/default-data-source.ts', { PORT: portOf.get(name)! }),
    'Hive Gateway': (name) => start(name, 'bench/gateway/peers/hive-gateway.ts', { PORT: portOf.get(name)! }),
    'ours, seen': (name) => startOurs(name, seen(name)),
    'ours, seen with every trace': (name) => startOurs(name, { ...seen(name), OTEL_TRACES_SAMPLER_ARG: 1 }),
  };

  start('stand-in subgraphs', 'bench/gateway/stand-in/main.ts', subgraphPorts);
  await untilAnswers('stand-in subgraphs', supervisor, () => fetch(`${url(feed)}/readyz`));
  if (names.some((name) => name.includes('seen'))) {
    start('span sink', 'bench/seeing/span-sink.ts', { PORT: sink });
    await untilAnswers('span sink', supervisor, () => fetch(url(sink)));
  }
  for (const name of names) starters[name](name);
  const urls = new Map(names.map((name) => [name, url(portOf.get(name)!)]));
  for (const name of names) await untilAnswers(name, supervisor, () => fetch(urls.get(name)!));
  return {
    urls,
    authorization: `Bearer ${accessToken}`,
    processorMs: async (name) => {
      const { pid } = supervisor.running().find((each) => each.name === name)!;
      return (await ProcessorTimes.now()).of(pid);
    },
    metrics: async (name) => (await fetch(`${url(metricsPortOf.get(name)!)}/metrics`)).text(),
    spanBytes: async () => Number(await (await fetch(url(sink))).text()),
  };
}
