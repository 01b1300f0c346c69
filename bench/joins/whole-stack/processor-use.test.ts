import { expect, it } from 'vitest';
import { sumOf, usedBetween } from './processor-use.ts';

it('tells PostgreSQL’s work apart by whom it was done for, and counts nothing twice', () => {
  const before = {
    processes: [
      { name: 'joins', pid: 10, ms: 100 },
      { name: 'postgres', pid: 20, ms: 500 },
    ],
    connections: [
      { name: 'joins', pid: 21, ms: 40 },
      // Closed before the second sample: what it does until then is told as PostgreSQL's own.
      { name: 'feed', pid: 22, ms: 60 },
    ],
  };
  const after = {
    processes: [
      { name: 'joins', pid: 10, ms: 130 },
      { name: 'postgres', pid: 20, ms: 700 },
    ],
    connections: [
      { name: 'joins', pid: 21, ms: 120 },
      { name: 'joins', pid: 23, ms: 50 },
    ],
  };
  const used = usedBetween(before, after);
  expect(used).toEqual({ joins: 30, postgres: 200 - 80 - 50, 'postgres for joins': 80 + 50 });
  expect(sumOf(used, { joins: 5, email: 7 })).toEqual({ ...used, joins: 35, email: 7 });
});
