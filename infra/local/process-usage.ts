import { readdir, readFile } from 'node:fs/promises';

/** Linux counts processor time in ticks of this length, on every architecture we run on (getconf CLK_TCK: 100). */
const TICK_MS = 10;

interface Usage {
  parent: number;
  /** Its own processor time. */
  ownMs: number;
  /** That of its children which have ended. */
  endedChildrenMs: number;
}

/** How much processor time every process of this machine has used so far. Linux only. */
export class ProcessorTimes {
  readonly #usages: ReadonlyMap<number, Usage>;

  private constructor(usages: Map<number, Usage>) {
    this.#usages = usages;
  }

  static async now(): Promise<ProcessorTimes> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
    const usages = new Map<number, Usage>();
    await Promise.all(
      pids.map(async (pid) => {
        // A process that has ended meanwhile has no file any more.
        const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
        if (stat !== undefined) usages.set(pid, parse(stat));
      }),
    );
    return new ProcessorTimes(usages);
  }

  /** A process by itself, in milliseconds; 0 when there is none. */
  of(pid: number): number {
    return this.#usages.get(pid)?.ownMs ?? 0;
  }

  /** A process with all it has started, living or ended, in milliseconds. */
  ofTree(pid: number): number {
    const usage = this.#usages.get(pid);
    if (!usage) return 0;
    const children = [...this.#usages].filter(([, { parent }]) => parent === pid);
    return children.reduce((sum, [child]) => sum + this.ofTree(child), usage.ownMs + usage.endedChildrenMs);
  }
}

/** See proc(5): after the name in brackets, which may hold spaces itself, the third field comes first. */
function parse(stat: string): Usage {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return {
    parent: field(4),
    ownMs: (field(14) + field(15)) * TICK_MS,
    endedChildrenMs: (field(16) + field(17)) * TICK_MS,
  };
}

/** What a process holds in memory (VmRSS), in bytes. Linux only. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
