import { testService } from '@cityevents/testing/test-services';
import type { Sql } from '@prisma/client/runtime/client';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../src/connection.ts';
import { type Keyset, type KeysetQuery, keyset } from '../src/keyset.ts';
import type { ConnectionArguments } from '../src/page-arguments.ts';

type Row = { score: number; startsAt: Date; id: string };

const score = { field: 'score', column: 'r.score', type: 'float' } as const;
const startsAt = { field: 'startsAt', column: 'r.starts_at', type: 'timestamp' } as const;
const id = { field: 'id', column: 'r.id', type: 'uuid' } as const;
const lists: Record<string, Keyset<Row>> = {
  'mixed directions': keyset('mixed', [
    { ...score, direction: 'desc' },
    { ...startsAt, direction: 'asc' },
    { ...id, direction: 'asc' },
  ]),
  'one direction up': keyset('up', [
    { ...startsAt, direction: 'asc' },
    { ...score, direction: 'asc' },
    { ...id, direction: 'asc' },
  ]),
  'one direction down': keyset('down', [
    { ...startsAt, direction: 'desc' },
    { ...score, direction: 'desc' },
    { ...id, direction: 'desc' },
  ]),
};

// Few different values, so that ties reach into every column; 0.1 + 0.2 has no short decimal.
const rows = fc.uniqueArray(
  fc.record({
    score: fc.constantFrom(0, 0.1 + 0.2, 4, 1e-7),
    startsAt: fc.constantFrom(new Date('2027-05-04T17:00:00.000Z'), new Date('2027-05-04T17:00:00.001Z')),
    id: fc.uuid(),
  }),
  { selector: (row) => row.id, maxLength: 12 },
);

const client = new Client({ connectionString: testService('POSTGRES_URL') });
beforeAll(async () => {
  await client.connect();
  // A session that isn't in UTC, where an offset lost on the way would show.
  await client.query(`SET TIME ZONE 'Asia/Kathmandu'`);
  await client.query('CREATE TEMPORARY TABLE r (score float8, starts_at timestamptz(3), id uuid)');
});
afterAll(() => client.end());

async function fill(values: Row[]) {
  await client.query('TRUNCATE r');
  await client.query(
    `INSERT INTO r SELECT * FROM json_to_recordset($1) AS x(score float8, starts_at timestamptz, id uuid)`,
    [JSON.stringify(values.map((row) => ({ ...row, starts_at: row.startsAt })))],
  );
}

async function select(condition: Sql | null, orderBy: Sql, take: number | null): Promise<Row[]> {
  const where = condition?.text ?? 'TRUE';
  const limit = take === null ? 'ALL' : take;
  const { rows } = await client.query(
    `SELECT score, starts_at AS "startsAt", id FROM r WHERE ${where} ORDER BY ${orderBy.text} LIMIT ${limit}`,
    condition?.values,
  );
  return rows;
}

const bySql = ({ sql, take }: KeysetQuery<Row>) => select(sql.where, sql.orderBy, take);

/** What Prisma would make of `where` and `orderBy`, in memory. */
const byFilter =
  (all: Row[]) =>
  async ({ where, orderBy, take }: KeysetQuery<Row>): Promise<Row[]> =>
    all
      .filter((row) => matches(row, where))
      .sort((a, b) => {
        for (const [field, direction] of orderBy.flatMap(Object.entries)) {
          const order = compare(a[field as keyof Row], b[field as keyof Row]);
          if (order !== 0) return direction === 'asc' ? order : -order;
        }
        return 0;
      })
      .slice(0, take);

function matches(row: Row, filter: object): boolean {
  return Object.entries(filter).every(([key, value]) => {
    if (key === 'AND') return value.every((part: object) => matches(row, part));
    if (key === 'OR') return value.some((part: object) => matches(row, part));
    return Object.entries(value as object).every(([comparison, bound]) => {
      const order = compare(row[key as keyof Row], bound);
      return { equals: order === 0, lt: order < 0, lte: order <= 0, gt: order > 0, gte: order >= 0 }[comparison];
    });
  });
}

function compare(a: Row[keyof Row], b: Row[keyof Row]): number {
  if (a.valueOf() === b.valueOf()) return 0;
  return a < b ? -1 : 1;
}

/** Reads a list to its end and returns all pages in the order of the list. */
async function readAll(
  page: (args: ConnectionArguments) => Promise<Connection<Row>>,
  way: 'first' | 'last',
  size: number,
) {
  const pages: Connection<Row>[] = [];
  const cursor = way === 'first' ? 'after' : 'before';
  for (let at: string | null = null, more = true; more; ) {
    const next: Connection<Row> = await page({ [way]: size, [cursor]: at });
    if (way === 'first') pages.push(next);
    else pages.unshift(next);
    more = way === 'first' ? next.pageInfo.hasNextPage : next.pageInfo.hasPreviousPage;
    at = way === 'first' ? next.pageInfo.endCursor : next.pageInfo.startCursor;
  }
  return pages;
}

describe.each(Object.entries(lists))('a list with %s', (_, list) => {
  test.each(['first', 'last'] as const)('gives each row once and in order, reading by %s', async (way) => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 5 }), async (all, size) => {
        await fill(all);
        const ordered = (await select(null, list.query({}).sql.orderBy, null)).map((row) => row.id);
        for (const find of [bySql, byFilter(all)]) {
          const pages = await readAll((args) => list.page(args, find), way, size);
          expect(pages.flatMap(({ edges }) => edges.map(({ node }) => node.id))).toEqual(ordered);
          expect(pages.every(({ edges }) => edges.length > 0 || all.length === 0)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('gives what lies between two cursors, from either end', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows.filter((all) => all.length >= 4),
        async (all) => {
          await fill(all);
          const { edges } = await list.page({ first: 100 }, bySql);
          const [after = null, ...rest] = edges.map(({ cursor }) => cursor);
          const before = rest.pop()!;
          for (const find of [bySql, byFilter(all)]) {
            const front = await list.page({ first: 1, after, before }, find);
            const back = await list.page({ last: 1, after, before }, find);
            expect(front.edges[0]?.cursor).toBe(rest.at(0));
            expect(back.edges[0]?.cursor).toBe(rest.at(-1));
            expect(front.pageInfo.hasNextPage).toBe(rest.length > 1);
            expect(back.pageInfo.hasPreviousPage).toBe(rest.length > 1);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

test('a cursor still holds its place after its row is gone', async () => {
  const list = lists['one direction up']!;
  const all = Array.from({ length: 3 }, (_, i) => ({
    score: i,
    startsAt: new Date('2027-05-04T17:00:00.000Z'),
    id: `00000000-0000-7000-8000-00000000000${i}`,
  }));
  await fill(all);
  const { edges } = await list.page({ first: 2 }, bySql);
  await fill([all[0]!, all[2]!]);
  const rest = await list.page({ first: 2, after: edges[1]!.cursor }, bySql);
  expect(rest.edges.map(({ node }) => node.id)).toEqual([all[2]!.id]);
});

describe('a list whose readings carry a moment', () => {
  const asOf = { field: 'asOf', type: 'timestamp', carried: true } as const;
  const carrying = keyset('carrying', [{ ...score, direction: 'desc' }, asOf, { ...id, direction: 'desc' }]);
  const moment = new Date('2027-05-04T17:00:00.000Z');
  const all = [3, 2, 1].map((points) => ({
    score: points,
    startsAt: moment,
    id: `00000000-0000-7000-8000-00000000000${points}`,
  }));
  const read = (args: ConnectionArguments, begin = moment) =>
    carrying.page(args, async (query) => {
      const rows = await bySql(query as unknown as KeysetQuery<Row>);
      return rows.map((row) => ({ ...row, asOf: query.carried?.asOf ?? begin }));
    });
  const cursorOf = (text: string) => Buffer.from(text).toString('base64');

  test('has it in every cursor and back in the query, and not in its order', async () => {
    await fill(all);
    const first = await read({ first: 1 });
    const cursor = first.pageInfo.endCursor!;
    expect(Buffer.from(cursor, 'base64').toString()).toBe(`carrying:3|${moment.toISOString()}|${all[0]!.id}`);
    expect(carrying.query({}).carried).toBeNull();
    expect(carrying.query({ after: cursor }).carried).toEqual({ asOf: moment });
    expect(carrying.query({ before: cursor }).orderBy).toEqual([{ score: 'desc' }, { id: 'desc' }]);
    const rest = await read({ after: cursor }, new Date('2031-01-01T00:00:00.000Z'));
    expect(rest.edges.map(({ node }) => [node.id, node.asOf])).toEqual([
      [all[1]!.id, moment],
      [all[2]!.id, moment],
    ]);
  });

  test('refuses two cursors of different readings, and takes two of one', async () => {
    const [after, before] = [cursorOf(`carrying:3|${moment.toISOString()}|${all[0]!.id}`), `|${all[2]!.id}`];
    const same = cursorOf(`carrying:1|${moment.toISOString()}${before}`);
    const other = cursorOf(`carrying:1|2031-01-01T00:00:00.000Z${before}`);
    await fill(all);
    expect((await read({ after, before: same })).edges.map(({ node }) => node.id)).toEqual([all[1]!.id]);
    await expect(read({ after, before: other })).rejects.toMatchObject({
      message: expect.stringMatching(/^before: this cursor was given by another reading/),
      extensions: { code: 'BAD_USER_INPUT', argumentName: 'before' },
    });
  });
});
