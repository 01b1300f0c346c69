import type { Run } from '@cityevents/infra/local/start-system';
import type { Pgbench } from './find-pgbench.ts';
import { type PgbenchFigures, readPgbenchOutput } from './pgbench-output.ts';

export interface PgbenchOptions {
  databaseUrl: string;
  script: string;
  clients: number;
  seconds: number;
  /** What the script calls :name. */
  variables: Record<string, number>;
}

/** Runs a script with prepared statements, as fast as so many clients can. */
export async function runPgbench(
  { supervisor, folder }: Pick<Run, 'supervisor' | 'folder'>,
  pgbench: Pgbench,
  { databaseUrl, script, clients, seconds, variables }: PgbenchOptions,
): Promise<PgbenchFigures> {
  const url = new URL(databaseUrl);
  const environment = {
    ...process.env,
    ...pgbench.environment,
    PGHOST: url.hostname,
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: url.pathname.slice(1),
  };
  const defined = Object.entries(variables).flatMap(([name, value]) => ['-D', `${name}=${value}`]);
  // Two threads, for two cores: one would be the limit itself.
  const threads = String(Math.min(clients, 2));
  const load = ['--protocol=prepared', '-c', String(clients), '-j', threads, '-T', String(seconds)];
  const output: Buffer[] = [];
  await supervisor.run(
    {
      name: 'pgbench',
      program: pgbench.program,
      arguments: ['--no-vacuum', ...load, ...defined, '-f', script],
      environment,
      folder: folder.path,
    },
    (chunk) => output.push(chunk),
  );
  return readPgbenchOutput(Buffer.concat(output).toString('utf8'));
}
