import { setTimeout as pause } from 'node:timers/promises';
import { makePeople, type Person } from '@cityevents/cli/drop/make-people';
import { createDropEvent, type DropEvent } from '@cityevents/cli/drop/prepare-event';
import { checkRules } from '@cityevents/cli/fsck/check-rules';
import { closeDatabases, type Databases, openDatabases } from '@cityevents/cli/fsck/databases';
import { formatResults } from '@cityevents/cli/fsck/report';
import { allRules } from '@cityevents/cli/fsck/rules/all-rules';
import { outboxes } from '@cityevents/cli/fsck/rules/outbox-rules';
import { GraphqlClient } from '@cityevents/cli/graphql-client';
import { ProgressLine } from '@cityevents/command/progress';
import { settingsOnFreePorts, unconfigured } from '@cityevents/infra/local/isolated-settings';
import { markVariable, roleVariable } from '@cityevents/infra/local/process-table';
import type { Progress } from '@cityevents/infra/local/progress';
import { type Run, startSystem } from '@cityevents/infra/local/start-system';
import { type DatabaseName, databaseNames, urlVariable } from '@cityevents/prisma/databases';

/** Mails of thousands of joins are minutes of work for the mail catcher. */
const settledWithinMs = 600_000;

/** The whole system as `npm start` runs it in production, without the demo city: seven processes and their services. */
export class WholeStack {
  readonly run: Run;
  readonly environment: Record<string, string>;
  readonly #client: GraphqlClient;
  readonly #databases: Databases;

  private constructor(run: Run, environment: Record<string, string>, databases: Databases) {
    this.run = run;
    this.environment = environment;
    this.#client = new GraphqlClient(environment.PUBLIC_URL!);
    this.#databases = databases;
  }

  static async start(run: Run, progress: Progress, environment: Record<string, string> = {}): Promise<WholeStack> {
    const settings = await settingsOnFreePorts({ NODE_ENV: 'production', ...environment });
    const base = { ...unconfigured(process.env), ...environment };
    const started = await startSystem({ run, settings, base, progress, seed: false });
    const urls = databaseNames.map((name) => [name, started[urlVariable[name]]!]);
    const databases = await openDatabases(Object.fromEntries(urls) as Record<DatabaseName, string>);
    const stack = new WholeStack(run, started, databases);
    run.onStop(() => stack.#close());
    return stack;
  }

  get url(): string {
    return this.environment.PUBLIC_URL!;
  }

  /** Distinct people, signed in for ten minutes from now. */
  async people(count: number): Promise<Person[]> {
    const line = new ProgressLine();
    // Should everything be stopped meanwhile, what makes them is ended with the rest.
    const mark = { [markVariable]: this.run.folder.path, [roleVariable]: 'process' };
    const people = await makePeople(count, { ...this.environment, ...mark }, (made) =>
      line.show(`${made} of ${count} people made`),
    );
    line.end();
    return people;
  }

  /** A published event with a seat for each of these people, organized by one of their kind. */
  async event(seats: number): Promise<DropEvent> {
    const [organizer] = await this.people(1);
    return createDropEvent(this.#client, organizer!.accessToken, { users: seats, seats });
  }

  /**
   * Waits until everything told has arrived and every mail is sent, so that nothing of it is at work while the next
   * thing is measured, and checks the invariants of all five databases.
   *
   * @throws Error with what is broken.
   */
  async settle(): Promise<void> {
    const line = new ProgressLine();
    const deadline = performance.now() + settledWithinMs;
    for (let left = await this.#unsent(); left > 0; left = await this.#unsent()) {
      if (performance.now() > deadline) throw new Error(`${left} messages and mails are not sent after ten minutes`);
      line.show(`${left} messages and mails on their way`);
      await pause(250);
    }
    const results = await checkRules(this.#databases, allRules, {
      quietMs: 10_000,
      longestMs: Math.max(10_000, deadline - performance.now()),
      onProgress: (text) => line.show(text),
    });
    // A join that arrives now asks for a mail.
    const isQuiet = (await this.#unsent()) === 0;
    line.end();
    if (results.some(({ violations, moving }) => violations.length + moving.length > 0)) {
      throw new Error(`What was written breaks rules:\n${formatResults(results)}`);
    }
    if (!isQuiet) await this.settle();
  }

  async #unsent(): Promise<number> {
    const outbox = 'SELECT count(*)::int AS count FROM outbox';
    const mails = `SELECT count(*)::int AS count FROM deliveries WHERE state = 'PENDING'`;
    const counts = await Promise.all([
      ...outboxes.map(({ database }) => this.#databases[database].query<{ count: number }>(outbox)),
      this.#databases.notifications.query<{ count: number }>(mails),
    ]);
    return counts.reduce((sum, { rows }) => sum + rows[0]!.count, 0);
  }

  async #close(): Promise<void> {
    await this.#client.close();
    await closeDatabases(this.#databases);
  }
}
