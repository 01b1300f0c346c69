import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { withAddresses } from '@cityevents/gateway/supergraph/with-addresses';
import { freePort } from '@cityevents/infra/local/ports';
import { eventually } from '@cityevents/testing/wait';
import fc from 'fast-check';
import type { Report } from '../report.ts';
import { post, readSchema } from './api.ts';
import { crowd } from './crowd.ts';
import { evenly } from './fuzz.ts';
import { randomOperation } from './random-operation.ts';

export interface TwoGateways {
  operations: number;
  seed: number;
  environment: Record<string, string>;
  onProgress?: (text: string) => void;
}

const root = join(import.meta.dirname, '../..');

/**
 * Asks the same of our gateway and of Hive Gateway, before the same running subgraphs, in queries alone. Where both answer
 * without an error, they must answer the same; in what else they differ is counted, by what each says.
 */
export async function twoGateways({ operations, seed, environment, onProgress }: TwoGateways): Promise<Report> {
  const ours = `${environment.PUBLIC_URL}/graphql`;
  const schema = await readSchema(ours);
  const people = await crowd(environment);
  const hive = await startHive(environment);
  const figures: Record<string, number> = {};
  const violations: string[] = [];
  let asked = 0;
  try {
    const property = fc.asyncProperty(fc.gen(), async (gen) => {
      const operation = randomOperation(schema, (below) => gen(evenly, below - 1), { queriesOnly: true });
      const { text, person } = await people.ask(ours, operation);
      const one = read(text);
      const other = read((await post(hive.url, operation, person)).text);
      asked += 1;
      onProgress?.(`${asked} of ${operations} operations`);
      const what = one.code === other.code ? `both: ${one.code}` : `ours: ${one.code}, Hive Gateway: ${other.code}`;
      figures[what] = (figures[what] ?? 0) + 1;
      // Each export of a person's data is recorded, and stands in the next one.
      const isStill = !operation.query.includes('dataExport');
      const areAnswers = isStill && one.code === 'answered' && other.code === 'answered';
      if (areAnswers && !isDeepStrictEqual(one.data, other.data)) {
        violations.push(`other data for ${operation.query}: ${JSON.stringify([one.data, other.data]).slice(0, 800)}`);
      }
    });
    await fc.check(property, { numRuns: operations, seed });
  } finally {
    await hive.stop();
  }
  return { figures, violations: violations.slice(0, 20) };
}

function read(text: string): { data: unknown; code: string } {
  const { data, errors } = JSON.parse(text);
  return { data, code: errors ? (errors[0].extensions?.code ?? 'an error without a code') : 'answered' };
}

async function startHive(environment: Record<string, string>): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hive-'));
  const port = await freePort();
  const supergraph = join(folder, 'supergraph.graphql');
  const addresses = Object.fromEntries(
    ['auth', 'events', 'joins', 'feed'].map((name) => [name, environment[`${name.toUpperCase()}_URL`]!]),
  );
  const committed = await readFile(join(root, 'gateway/supergraph.graphql'), 'utf8');
  await writeFile(supergraph, withAddresses(committed, addresses));
  const child = spawn(process.execPath, [join(root, 'bench/gateway/peers/hive-gateway.ts')], {
    env: {
      ...process.env,
      PORT: String(port),
      SUPERGRAPH_FILE: supergraph,
      GATEWAY_SECRET: environment.GATEWAY_SECRET,
    },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}/graphql`;
  await eventually(() => post(url, { query: '{ __typename }', variables: {} }), { timeoutMs: 30_000 });
  return {
    url,
    stop: async () => {
      const ended = once(child, 'exit');
      // Told to stop, it doesn't always; it has nothing to finish.
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}
