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

/** Ours, and those it is compared with. */
export const gatewayNames = ['ours', 'default data source', 'Hive Gateway'] as const;
export type GatewayName = (typeof gatewayNames)[number];

/** The gateways, each a process of its own, in front of the same subgraphs. */
export interface Gateways {
  urls: Record<GatewayName, string>;
  /** The Authorization header of one person. */
  authorization: string;
  /** Processor time that a gateway has used so far, in milliseconds. */
  processorMs: (name: GatewayName) => Promise<number>;
}

const SECRET = 'a-secret-of-this-benchmark-and-nothing-else';

/** Starts them, and waits until each answers. */
export async function startGateways(run: Run, redisUrl: string): Promise<Gateways> {
  const { supervisor, folder } = run;
  const ports = await freePorts(7);
  const [auth, events, joins, feed, ours, standard, hive] = ports as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
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
  start('stand-in subgraphs', 'bench/gateway/stand-in/main.ts', subgraphPorts);
  await untilAnswers('stand-in subgraphs', supervisor, () => fetch(`${url(feed)}/readyz`));
  start('ours', 'gateway/src/main.ts', {
    SUPERGRAPH_FILE: join(root, 'gateway/supergraph.graphql'),
    GATEWAY_PORT: ours,
    REDIS_URL: redisUrl,
    AUTH_URL: url(auth),
    EVENTS_URL: url(events),
    JOINS_URL: url(joins),
    FEED_URL: url(feed),
    // One person makes all requests here; what a real one may ask for in a minute is another matter.
    RATE_LIMIT_PERSON_PER_MINUTE: 1_000_000_000,
  });
  start('default data source', 'bench/gateway/peers/default-data-source.ts', { PORT: standard });
  start('Hive Gateway', 'bench/gateway/peers/hive-gateway.ts', { PORT: hive });
  const urls = { ours: url(ours), 'default data source': url(standard), 'Hive Gateway': url(hive) };
  for (const name of gatewayNames) await untilAnswers(name, supervisor, () => fetch(urls[name]));
  return {
    urls,
    authorization: `Bearer ${accessToken}`,
    processorMs: async (name) => {
      const { pid } = supervisor.running().find((each) => each.name === name)!;
      return (await ProcessorTimes.now()).of(pid);
    },
  };
}
