import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type MarkedProcess, markedProcesses, type Role } from './process-table.ts';

const patience = 10_000;

/**
 * Ends every process that carries this data folder's mark, politely first, processes before services. It serves three:
 * the start that finds leftovers of one that was killed, the watchdog, and the last look after an ordinary stop.
 * The result names what was found.
 */
export async function endLeftovers(folder: string, patienceMs = patience): Promise<string[]> {
  const found = await markedProcesses(folder);
  for (const role of ['process', 'service'] satisfies Role[]) await endRole(folder, role, patienceMs);
  return found.map(({ pid, command }) => `${pid} ${command}`);
}

async function endRole(folder: string, role: Role, patienceMs: number): Promise<void> {
  const living = async () => (await markedProcesses(folder)).filter((process) => process.role === role);
  const asked = new Set<number>();
  const deadline = Date.now() + patienceMs;
  for (let left = await living(); left.length > 0; left = await living()) {
    const isLate = Date.now() > deadline;
    for (const process of isLate ? left : leaders(left)) {
      if (isLate) signal(process.pid, 'SIGKILL');
      else if (!asked.has(process.pid)) signal(process.pid, politeSignal(process));
      asked.add(process.pid);
    }
    if (Date.now() > deadline + patience) return; // not even SIGKILL ends it: it hangs in the kernel
    await delay(100);
  }
}

/** The ones whose children end with them: to signal those too would cut short an orderly shutdown. */
function leaders(processes: MarkedProcess[]): MarkedProcess[] {
  const pids = new Set(processes.map(({ pid }) => pid));
  return processes.filter(({ parent }) => !pids.has(parent));
}

/** PostgreSQL takes SIGTERM for "when all clients have gone"; SIGINT is its orderly shutdown now. */
function politeSignal({ command }: MarkedProcess): NodeJS.Signals {
  return /\bpostgres\b/.test(command.split(' ')[0] ?? '') ? 'SIGINT' : 'SIGTERM';
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended meanwhile
  }
}

// Run by the watchdog (watchdog.ts), with the data folder as its argument.
if (process.argv[1] === fileURLToPath(import.meta.url)) await endLeftovers(process.argv[2] ?? '');
