import { expect, it } from 'vitest';
import { readPgbenchOutput } from './pgbench-output.ts';

const output = `pgbench (15.18 (Debian 15.18-0+deb12u1), server 18.4)
transaction type: one-lock-a-join.sql
scaling factor: 1
query mode: prepared
number of clients: 8
number of threads: 2
maximum number of tries: 1
duration: 5 s
number of transactions actually processed: 9470
number of failed transactions: 0 (0.000%)
latency average = 4.216 ms
initial connection time = 21.870 ms
tps = 1897.310276 (without initial connection time)
`;

it('reads transactions, and their number a second', () => {
  expect(readPgbenchOutput(output)).toEqual({ transactions: 9470, transactionsASecond: 1897.310276 });
});

it('refuses a run in which transactions failed, a client was lost, or nothing was measured', () => {
  expect(() => readPgbenchOutput(output.replace('failed transactions: 0', 'failed transactions: 3'))).toThrow('3 of');
  const lost = `pgbench: error: client 3 script 0 aborted in command 4 query 0: ERROR:  no\n${output}`;
  expect(() => readPgbenchOutput(lost)).toThrow('lost clients');
  expect(() => readPgbenchOutput('pgbench: error: connection to server failed')).toThrow('did not say');
});
