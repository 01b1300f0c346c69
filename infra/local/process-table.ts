import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { promisify } from 'node:util';

// Every process of a run carries the run's data folder in its environment. That is how leftovers are recognised: a
// pid in a file may belong to somebody else by now, an environment cannot.
export const markVariable = 'CITYEVENTS_RUN_FOLDER';
export const roleVariable = 'CITYEVENTS_RUN_ROLE';

/** Processes of the system stop before the services they use. */
export type Role = 'process' | 'service';

export interface MarkedProcess {
  pid: number;
  parent: number;
  role: Role;
  command: string;
}

/** Every living process that was started for this data folder, children of children included. */
export async function markedProcesses(folder: string): Promise<MarkedProcess[]> {
  const all = platform() === 'linux' ? await readProc() : await readPs();
  const mark = `${markVariable}=${folder}`;
  return all.flatMap(({ pid, parent, environment, command }) => {
    if (pid === process.pid || !environment.includes(mark)) return [];
    return [{ pid, parent, command, role: environment.includes(`${roleVariable}=service`) ? 'service' : 'process' }];
  });
}

/** Something that another process with the same pid, later, does not share; undefined when there is no such process. */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (platform() !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({
      stdout: '',
    }));
    return stdout.trim() || undefined;
  }
  const [stat, boot] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
  ]);
  const fields = stat && afterName(stat);
  return fields && fields[0] !== 'Z' ? `${boot.trim()}/${fields[19]}` : undefined;
}

interface Row {
  pid: number;
  parent: number;
  /** VARIABLE=value, each. */
  environment: string[];
  command: string;
}

async function readProc(): Promise<Row[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const rows = await Promise.all(
    pids.map(async (pid): Promise<Row | undefined> => {
      try {
        const [environment, stat, command] = await Promise.all(
          ['environ', 'stat', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8')),
        );
        const [state, parent] = afterName(stat ?? '');
        if (state === 'Z') return undefined;
        return {
          pid: Number(pid),
          parent: Number(parent),
          environment: (environment ?? '').split('\0'),
          command: (command ?? '').replaceAll('\0', ' ').trim(),
        };
      } catch {
        return undefined; // it has ended meanwhile, or is another user's
      }
    }),
  );
  return rows.filter((row) => row !== undefined);
}

/** The fields of /proc/<pid>/stat from the third on; the second is a name in brackets that may hold spaces itself. */
function afterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

async function readPs(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)('ps', ['-Eww', '-axo', 'pid=,ppid=,command='], { maxBuffer: 64 << 20 });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, text] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (!pid || !parent || !text) return [];
    return [{ pid: Number(pid), parent: Number(parent), environment: variablesIn(text), command: text.slice(0, 200) }];
  });
}

/** ps prints the environment behind the command, parted by spaces; a value with a space ends at the next NAME=. */
function variablesIn(text: string): string[] {
  return text.split(/ (?=[A-Z_][A-Z0-9_]*=)/);
}
