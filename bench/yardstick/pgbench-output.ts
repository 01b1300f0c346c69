/** What one run of pgbench says about itself. */
export interface PgbenchFigures {
  transactionsASecond: number;
  transactions: number;
}

/**
 * Reads pgbench's summary.
 *
 * @throws Error when it isn't one, or when transactions failed: then it has measured something else.
 */
export function readPgbenchOutput(output: string): PgbenchFigures {
  const transactions = figure(output, /^number of transactions actually processed: (\d+)/m);
  const transactionsASecond = figure(output, /^tps = ([\d.]+) \(without initial connection time\)/m);
  // Not said by versions before 15, which end the client whose transaction fails.
  const failed = Number(/^number of failed transactions: (\d+)/m.exec(output)?.[1] ?? 0);
  if (failed > 0) throw new Error(`${failed} of pgbench's transactions failed:\n${output}`);
  if (/aborted/.test(output)) throw new Error(`pgbench lost clients:\n${output}`);
  return { transactionsASecond, transactions };
}

function figure(output: string, pattern: RegExp): number {
  const value = Number(pattern.exec(output)?.[1]);
  if (!Number.isFinite(value)) throw new Error(`pgbench did not say what is expected of it:\n${output}`);
  return value;
}
