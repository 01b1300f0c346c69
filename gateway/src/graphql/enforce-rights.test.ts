import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { enforceRights } from './enforce-rights.ts';

const supergraph = readFileSync(new URL('../../supergraph.graphql', import.meta.url), 'utf8');
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function load(supergraphSdl: string): Promise<string> {
  const gateway = new ApolloGateway({ supergraphSdl, logger: silent });
  const { schema } = await gateway.load();
  await gateway.stop();
  return Object.keys(schema.getMutationType()?.getFields() ?? {}).join(' ');
}

describe('the gateway', () => {
  test('refuses to load the supergraph on its own, since nobody would enforce its rights', async () => {
    await expect(load(supergraph)).rejects.toThrow('requiresScopes');
  });

  test('loads what comes with the plugin that enforces them', async () => {
    expect(await load(enforceRights().loadable(parse(supergraph)))).toContain('joinEvent');
  });

  test('refuses still what the plugin doesn’t know how to enforce', async () => {
    const policy = '@link(url: "https://specs.apollo.dev/policy/v0.1", for: SECURITY)\n{';
    const withPolicy = supergraph.replace(/^\{/m, `  ${policy}`);
    expect(withPolicy).not.toBe(supergraph);
    await expect(load(enforceRights().loadable(parse(withPolicy)))).rejects.toThrow('policy');
  });
});
