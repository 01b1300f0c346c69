import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { RabbitmqPrograms } from './services/rabbitmq.ts';

// Folders that are not on everybody's PATH.
const moreFolders = [
  '/usr/sbin',
  '/sbin',
  '/usr/local/bin',
  '/usr/local/sbin',
  '/opt/homebrew/bin',
  '/opt/homebrew/sbin',
];

export function findRedis(path = process.env.PATH): string | undefined {
  return findProgram('redis-server', path);
}

export function findRabbitmq(path = process.env.PATH): RabbitmqPrograms | undefined {
  // Debian's and Fedora's /usr/sbin/rabbitmq-server changes to the machine's own RabbitMQ user; the script behind it
  // does not.
  const server =
    globSync('/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server').find(isExecutable) ??
    findProgram('rabbitmq-server', path, ['/usr/sbin', '/sbin']);
  const epmd =
    findProgram('epmd', path) ??
    globSync(['/usr/lib/erlang/erts-*/bin/epmd', '/opt/homebrew/lib/erlang/erts-*/bin/epmd']).find(isExecutable);
  return server && epmd ? { server, epmd } : undefined;
}

export function findChromium(path = process.env.PATH): string | undefined {
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const found = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => findProgram(name, path));
  return found.find((program) => program !== undefined) ?? [mac].find(isExecutable);
}

export function findProgram(name: string, path = process.env.PATH, without: string[] = []): string | undefined {
  const folders = [...(path ?? '').split(delimiter), ...moreFolders].filter((folder) => !without.includes(folder));
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
