import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { markVariable, roleVariable } from '@cityevents/infra/local/process-table';
import { eventually } from '@cityevents/testing/wait';

const entry = join(import.meta.dirname, '..', '..', 'subgraphs', 'joins', 'src', 'main.ts');

/** The joins subgraph as it is run for real, and what can happen to a process. */
export class JoinsProcess {
  readonly url: string;
  /** What it has written, in all its lives. */
  log = '';
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;

  /** @param environment what the subgraph's configuration needs; JOINS_PORT must be a number of its own. */
  constructor(environment: Record<string, string>) {
    this.#environment = environment;
    this.url = `http://127.0.0.1:${environment.JOINS_PORT}`;
  }

  /** Starts it, again on the same port if it ran before, and waits until it is ready. */
  async start(): Promise<void> {
    const { PATH = '', [markVariable]: mark = '', [roleVariable]: role = '' } = process.env;
    const child = spawn(process.execPath, [entry], {
      // With the marks of the run it belongs to, a run that is killed leaves no process behind.
      env: { PATH, ...(mark && { [markVariable]: mark, [roleVariable]: role }), ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.log += text;
      });
    }
    this.#child = child;
    await eventually(
      async () => {
        if (child.exitCode !== null) return;
        const { ok } = await fetch(`${this.url}/readyz`);
        if (!ok) throw new Error(`The joins process doesn't become ready:\n${this.log.slice(-2_000)}`);
      },
      { timeoutMs: 30_000 },
    );
    if (child.exitCode !== null) throw new Error(`The joins process ended:\n${this.log.slice(-2_000)}`);
  }

  /** SIGKILL: it gets no chance to finish anything. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** SIGTERM: it finishes what it has. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** SIGSTOP: it stands still in the midst of whatever it does; the kernel keeps its connections. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  /** SIGCONT. */
  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
