import { globSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '@cityevents/infra/local/programs';
import { StartRefused } from '@cityevents/infra/local/start-refused';
import type { Run } from '@cityevents/infra/local/start-system';
import { CommandFailed } from '@cityevents/infra/local/supervisor';

export interface Pgbench {
  program: string;
  /** What it needs of the environment to find its libraries. */
  environment: Record<string, string>;
}

const pattern = 'usr/lib/postgresql/*/bin/pgbench';
// Unpacked only: nothing of it is installed, and no root is needed. The lists of packages may be missing in a container.
const download = `
apt-get download postgresql-15 libpq5 || { apt-get update && apt-get download postgresql-15 libpq5; }
for package in *.deb; do dpkg -x "$package" .; done`;

/**
 * The machine's pgbench, or Debian's, unpacked into the run folder.
 *
 * @throws StartRefused saying what to install where neither can be had.
 */
export async function findPgbench(
  { supervisor, folder }: Pick<Run, 'supervisor' | 'folder'>,
  note: (text: string) => void,
): Promise<Pgbench> {
  // Debian's /usr/bin/pgbench is a script in Perl that looks for the same program.
  const installed = globSync(`/${pattern}`).sort().at(-1) ?? findProgram('pgbench');
  if (installed) return { program: installed, environment: {} };
  const refusal = new StartRefused(
    [
      'The benchmarks need pgbench, which is not on this machine, and Debian’s could not be downloaded.',
      '  Debian, Ubuntu:  sudo apt-get install --no-install-recommends postgresql-15',
      '  macOS:           brew install postgresql@18',
    ].join('\n'),
  );
  if (!findProgram('apt-get') || !findProgram('dpkg')) throw refusal;
  note('downloading Debian’s');
  const to = join(folder.path, 'pgbench');
  await mkdir(to, { recursive: true });
  const [program, libraries] = [join(to, pattern), join(to, 'usr/lib/*-linux-*')];
  try {
    const command = { name: 'pgbench-download', program: 'sh', arguments: ['-ec', download], folder: to };
    await supervisor.run({ ...command, environment: process.env });
    const unpacked = {
      program: globSync(program)[0]!,
      environment: { LD_LIBRARY_PATH: globSync(libraries).join(':') },
    };
    const trial = { name: 'pgbench', program: unpacked.program, arguments: ['--version'], folder: to };
    await supervisor.run({ ...trial, environment: { ...process.env, ...unpacked.environment } });
    return unpacked;
  } catch (error) {
    if (error instanceof CommandFailed) throw refusal;
    throw error;
  }
}
