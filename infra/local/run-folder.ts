import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { endLeftovers } from './leftovers.ts';
import { processIdentity } from './process-table.ts';
import { StartRefused } from './start-refused.ts';

/** Where a run keeps its data, logs and secrets. Git ignores it; only its owner can read it. */
export interface RunFolder {
  path: string;
  logs: string;
  /** The effective environment of the running system, for the command line tools. */
  environmentFile: string;
  secrets: Secrets;
  /** What an earlier run had left behind and is ended now. */
  leftovers: string[];
  /** Lets the next start in. */
  release(): Promise<void>;
}

const secretsShape = z.object({
  gatewaySecret: z.string().min(32),
  postgresPassword: z.string().min(16),
  redisPassword: z.string().min(16),
  rabbitmqPassword: z.string().min(16),
  /** Names what belongs to this folder elsewhere: the RabbitMQ node, Docker's project. */
  id: z.string().regex(/^[a-z0-9]{8}$/),
});

export type Secrets = z.infer<typeof secretsShape>;

/**
 * Takes the folder for this process: refused while another process has it. What a run that was killed has left running
 * there is ended first. `fresh` empties the folder.
 */
export async function takeRunFolder(path: string, { fresh = false } = {}): Promise<RunFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  const lock = join(path, 'owner.json');
  const owner = await livingOwner(lock);
  if (owner !== undefined) {
    throw new StartRefused(
      `CityEvents is running already in ${path} (process ${owner}). Stop it first: Ctrl-C in its terminal, or kill ${owner}`,
    );
  }
  await writePrivately(lock, JSON.stringify({ pid: process.pid, identity: await processIdentity(process.pid) }));
  const leftovers = await endLeftovers(path);
  const environmentFile = join(path, 'environment.json');
  // Left there by a run that was killed; its services are gone.
  await rm(environmentFile, { force: true });
  if (fresh) await empty(path, lock);
  return {
    path,
    logs: join(path, 'logs'),
    environmentFile,
    secrets: await readSecrets(path),
    leftovers,
    release: async () => {
      await rm(environmentFile, { force: true });
      await rm(lock, { force: true });
    },
  };
}

async function empty(path: string, lock: string): Promise<void> {
  const secrets = secretsShape.safeParse(parseJson(await readFile(join(path, 'secrets.json'), 'utf8').catch(() => '')));
  if (secrets.success) await rm(outsideFolder(secrets.data.id), { recursive: true, force: true });
  for (const name of await readdir(path)) {
    if (join(path, name) !== lock) await rm(join(path, name), { recursive: true, force: true });
  }
}

/** Writes the file for the owner's eyes only, and so that a reader never sees half of it. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, path);
}

const ownerShape = z.object({ pid: z.number().int().positive(), identity: z.string() });

async function livingOwner(lock: string): Promise<number | undefined> {
  const text = await readFile(lock, 'utf8').catch(() => '');
  const parsed = ownerShape.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { pid, identity } = parsed.data;
  return pid !== process.pid && (await processIdentity(pid)) === identity ? pid : undefined;
}

async function readSecrets(folder: string): Promise<Secrets> {
  const path = join(folder, 'secrets.json');
  if (existsSync(path)) {
    const parsed = secretsShape.safeParse(parseJson(await readFile(path, 'utf8')));
    if (parsed.success) return parsed.data;
    throw new StartRefused(`${path} is damaged. ${startAfresh(folder)}`);
  }
  if (existsSync(join(folder, 'postgres'))) {
    throw new StartRefused(
      `${path} is missing, and with it the passwords of the databases beside it. ${startAfresh(folder)}`,
    );
  }
  const secret = () => randomBytes(24).toString('base64url');
  const secrets: Secrets = {
    gatewaySecret: randomBytes(32).toString('base64url'),
    postgresPassword: secret(),
    redisPassword: secret(),
    rabbitmqPassword: secret(),
    id: randomBytes(4).toString('hex'),
  };
  await writePrivately(path, JSON.stringify(secrets, undefined, 2));
  return secrets;
}

/** Where PostgreSQL's data of the run folder with this id lie when they cannot lie in the folder itself. */
export function outsideFolder(id: string): string {
  return join('/var/tmp', `cityevents-${id}`);
}

function startAfresh(folder: string): string {
  return `Put it back from a copy, or start afresh, which deletes the demo data: rm -rf ${folder}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
