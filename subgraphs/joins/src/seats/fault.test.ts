import { expect, test } from 'vitest';
import { classifyFault } from './fault.ts';

/** As Prisma reports a statement that failed. */
const rawQueryFailed = (originalCode: string) => ({
  code: 'P2010',
  meta: { driverAdapterError: { cause: { kind: 'postgres', originalCode } } },
});

test.each([
  ['a deadlock', rawQueryFailed('40P01'), 'retry'],
  ['a wait for a lock that took too long', rawQueryFailed('55P03'), 'busy'],
  ['a value that is none', rawQueryFailed('22P02'), 'request'],
  ['a constraint that was violated', rawQueryFailed('23514'), 'request'],
  ['an exception without a code', new TypeError('no such thing'), 'request'],
  ['a database that only reads', rawQueryFailed('25006'), 'fault'],
  ['a full disk', rawQueryFailed('53100'), 'fault'],
  ['a column that is missing', rawQueryFailed('42703'), 'fault'],
])('%s', (_, error, verdict) => {
  expect(classifyFault(error)).toBe(verdict);
});
