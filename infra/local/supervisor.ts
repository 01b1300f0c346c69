import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { errorLines } from './error-lines.ts';
import { giveWay } from './give-way.ts';
import { ProcessLog } from './process-log.ts';
import { markVariable, type Role, roleVariable } from './process-table.ts';

export interface Command {
  /** What people call it; also the name of its log file. */
  name: string;
  program: string;
  arguments: string[];
  environment: NodeJS.ProcessEnv;
  folder: string;
  /** Another user to run as; only root can. */
  user?: number;
  /** How many lines of its log to show should it fail. */
  linesShown?: number;
}

export interface LongRunning extends Command {
  role: Role;
  /** What asks it to stop in order; SIGTERM unless said. */
  stopSignal?: NodeJS.Signals;
  /** It gets the processor when nobody else wants it. */
  givesWay?: boolean;
}

/** A process that should be running has ended by itself. */
export class UnexpectedExit extends Error {}

/** A command that had to succeed did not. */
export class CommandFailed extends Error {
  readonly log: string;

  constructor(message: string, log: string) {
    super(message);
    this.log = log;
  }
}

interface Child {
  name: string;
  role: Role;
  stopSignal: NodeJS.Signals;
  process: ChildProcess;
  ended: Promise<void>;
}

export interface SupervisorOptions {
  /** The data folder, which marks every process as belonging to this run. */
  folder: string;
  logs: string;
  /** Shows a process's error on the terminal. */
  showError: (name: string, line: string) => void;
}

const patience = 10_000;
const errorsShown = 5;

/**
 * Starts processes, keeps their logs, notices when one ends that should not, and stops all of them. Each leads a
 * process group of its own: Ctrl-C on the terminal reaches only us, and we stop them in order.
 */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #children = new Map<number, Child>();
  readonly #failure = Promise.withResolvers<UnexpectedExit>();
  #stopping = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** Resolves when the first process ends that nobody asked to; never, if none does. */
  get failure(): Promise<UnexpectedExit> {
    return this.#failure.promise;
  }

  /** What was started and still runs, by the names people call it. */
  running(): { name: string; pid: number }[] {
    return [...this.#children].map(([pid, { name }]) => ({ name, pid }));
  }

  /** Starts a process that is to run until stopAll(). */
  start(command: LongRunning): void {
    const log = this.#openLog(command.name);
    let shown = 0;
    const showErrors = errorLines((line) => {
      shown += 1;
      if (shown <= errorsShown) this.#options.showError(command.name, line);
      if (shown === errorsShown) this.#options.showError(command.name, `further errors are only in ${log.path}`);
    });
    const write = (chunk: Buffer) => {
      log.write(chunk);
      if (!this.#stopping) showErrors(chunk);
    };
    const pid = this.#spawn(command, command.role, command.stopSignal ?? 'SIGTERM', write, (how) => {
      if (!this.#stopping) {
        const message = `${command.name} ended unexpectedly (${how}). Its last lines (${log.path}):\n${indent(log.tail())}`;
        this.#failure.resolve(new UnexpectedExit(message));
      }
      log.close();
    });
    if (command.givesWay && pid !== undefined) giveWay(pid);
  }

  /** Runs a command to its end; everything it writes goes to its log, or to `write` instead. */
  async run(command: Command, write?: (chunk: Buffer) => void): Promise<void> {
    const log = write ? undefined : this.#openLog(command.name);
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#spawn(command, 'process', 'SIGTERM', write ?? ((chunk) => log?.write(chunk)), resolve);
    const how = await promise;
    log?.close();
    if (how === 'exit code 0') return;
    const tail = log ? `. Its last lines (${log.path}):\n${indent(log.tail(command.linesShown))}` : '';
    throw new CommandFailed(`${command.name} failed (${how})${tail}`, log?.path ?? '');
  }

  /** Stops everything in order: the processes, then the services they use. What hangs is killed after 10 s. */
  async stopAll(): Promise<void> {
    this.#stopping = true;
    for (const role of ['process', 'service'] satisfies Role[]) {
      const children = [...this.#children.values()].filter((child) => child.role === role);
      await Promise.all(children.map((child) => this.#stop(child)));
    }
  }

  /** For people in a hurry: everything at once, without asking. */
  killAll(): void {
    this.#stopping = true;
    for (const child of this.#children.values()) signalGroup(child, 'SIGKILL');
  }

  #openLog(name: string): ProcessLog {
    return new ProcessLog(join(this.#options.logs, `${name}.log`));
  }

  #spawn(
    command: Command,
    role: Role,
    stopSignal: NodeJS.Signals,
    write: (chunk: Buffer) => void,
    ended: (how: string) => void,
  ): number | undefined {
    if (this.#stopping) throw new Error(`${command.name} is not started any more: everything is being stopped`);
    const child = spawn(command.program, command.arguments, {
      cwd: command.folder,
      env: { ...command.environment, [markVariable]: this.#options.folder, [roleVariable]: role },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(command.user === undefined ? {} : { uid: command.user, gid: command.user }),
    });
    child.stdout.on('data', write);
    child.stderr.on('data', write);
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = (how: string) => {
      this.#children.delete(child.pid ?? -1);
      ended(how);
      resolve();
    };
    child.once('error', (error) => {
      write(Buffer.from(`${error.message}\n`));
      if (child.pid === undefined) end(error.message);
    });
    // 'exit' comes before the last output, 'close' waits for grandchildren that hold the pipes: take what is first
    // of 'close' and a moment after 'exit'.
    let isOver = false;
    const over = (code: number | null, signal: string | null) => {
      if (isOver) return;
      isOver = true;
      end(signal ? `signal ${signal}` : `exit code ${code}`);
    };
    child.once('close', over);
    child.once('exit', (code, signal) => setTimeout(() => over(code, signal), 200));
    if (child.pid === undefined) return undefined;
    this.#children.set(child.pid, { name: command.name, role, stopSignal, process: child, ended: promise });
    return child.pid;
  }

  async #stop(child: Child): Promise<void> {
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), patience);
    child.process.kill(child.stopSignal);
    await child.ended;
    clearTimeout(timer);
    // What it started itself and left behind goes too.
    signalGroup(child, 'SIGKILL');
  }
}

function signalGroup({ process: child }: Child, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // the group is empty
  }
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
