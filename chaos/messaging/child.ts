import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { markVariable, roleVariable } from '@cityevents/infra/local/process-table';

/** A program of ours as its own process, and what can happen to one. */
export class Child {
  /** What it has written. */
  log = '';
  readonly #child: ChildProcess;

  constructor(entry: string, environment: Record<string, string>) {
    const { PATH = '', [markVariable]: mark = '', [roleVariable]: role = '' } = process.env;
    this.#child = spawn(process.execPath, [entry], {
      // With the marks of the run it belongs to, a run that is killed leaves no process behind.
      env: { PATH, ...(mark && { [markVariable]: mark, [roleVariable]: role }), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream!.setEncoding('utf8').on('data', (text: string) => {
        this.log += text;
      });
    }
  }

  hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Resolves when it has ended, by itself or by somebody's doing. */
  async ended(): Promise<void> {
    if (!this.hasEnded()) await once(this.#child, 'exit');
  }

  /** SIGKILL: it gets no chance to finish anything. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended();
  }

  /** SIGTERM: it finishes what it has. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.ended();
  }

  /** SIGSTOP: it stands still in the midst of whatever it does; the kernel keeps its connections. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  /** SIGCONT. */
  thaw(): void {
    this.#child.kill('SIGCONT');
  }
}
