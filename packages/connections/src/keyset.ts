import { join, raw, type Sql, sqltag as sql } from '@prisma/client/runtime/client';
import { z } from 'zod';
import { badArgument } from './bad-argument.ts';
import { type Connection, toConnection } from './connection.ts';
import { bigintPart, type CursorCodec, cursorCodec, floatPart, timestampPart, uuidPart } from './cursor.ts';
import { type ConnectionArguments, readPageArguments } from './page-arguments.ts';

const columnTypes = {
  uuid: { part: uuidPart, parameter: (value: string) => sql`${value}::uuid` },
  // As text with its Z: the driver writes a Date without an offset, which a session in another time zone would shift.
  timestamp: { part: timestampPart, parameter: (value: Date) => sql`${value.toISOString()}::timestamptz` },
  bigint: { part: bigintPart, parameter: (value: bigint) => sql`${String(value)}::bigint` },
  float: { part: floatPart, parameter: (value: number) => sql`${value}::float8` },
};
type ColumnType = keyof typeof columnTypes;
type ValueOf = { uuid: string; timestamp: Date; bigint: bigint; float: number };

/** One column that a list is ordered by. Its values are never null. */
export type KeyColumn = {
  /** Its name in the rows, and in the Prisma model. */
  field: string;
  /** Its name in SQL, qualified if need be. Goes into the SQL as it is. */
  column: string;
  type: ColumnType;
  direction: 'asc' | 'desc';
};

/**
 * A value that all rows of one reading share and its cursors carry on, such as the moment as of which the list is read.
 * The list isn't ordered by it; the query gets it back as `carried`.
 */
export type CarriedValue = { field: string; type: ColumnType; carried: true };

type Part = KeyColumn | CarriedValue;
type Keys<C extends readonly Part[]> = { [K in C[number] as K['field']]: ValueOf[K['type']] };
type Carried<C extends readonly Part[]> = Keys<Extract<C[number], CarriedValue>[]>;
type Comparison<V> = { equals: V } | { lt: V } | { lte: V } | { gt: V } | { gte: V };
type Condition<R> = { [F in keyof R]?: Comparison<R[F]> };

/** What a list's query needs for one page; filter and order come from one definition, so they can't disagree. */
export type KeysetQuery<R, V = unknown> = {
  /** For Prisma's findMany. Combine it by AND: `where: { AND: [{ userId }, where] }`. */
  where: { AND: (Condition<R> | { OR: Condition<R>[] })[] };
  orderBy: { [F in keyof R]?: 'asc' | 'desc' }[];
  /** One more than the page has: it tells whether there is another page. */
  take: number;
  /** The same for a query written in SQL. `where` is a condition, TRUE where there is none. */
  sql: { where: Sql; orderBy: Sql };
  /** What the cursors given carry; null at the beginning of a reading, when the query is to say it with its rows. */
  carried: V | null;
};

/** The order of a list and its cursors. */
export type Keyset<R, V = unknown> = {
  /** What to query for these arguments. @throws GraphQLError BAD_USER_INPUT */
  query(args: ConnectionArguments): KeysetQuery<R, V>;
  /** A page of the list; `find` runs the query and returns the rows it gave. @throws GraphQLError BAD_USER_INPUT */
  page<Row extends R>(
    args: ConnectionArguments,
    find: (query: KeysetQuery<R, V>) => Promise<Row[]>,
  ): Promise<Connection<Row>>;
};

/**
 * Declares a list that is read by keyset: a page starts where a cursor's values say, so its cost doesn't grow with its
 * depth, and rows that come and go elsewhere neither repeat nor hide others.
 *
 * The columns together must be unique (end with the primary key) and should be an index in this order.
 *
 * @param tag names the list in its cursors; see cursorCodec.
 * @example
 * const joinsByAge = keyset('joins', [
 *   { field: 'createdAt', column: 'created_at', type: 'timestamp', direction: 'desc' },
 *   { field: 'id', column: 'id', type: 'uuid', direction: 'desc' },
 * ]);
 * const connection = await joinsByAge.page(args, ({ where, orderBy, take }) =>
 *   db.join.findMany({ where: { AND: [{ userId }, where] }, orderBy, take }),
 * );
 * // or: ({ sql, take }) => db.$queryRaw`SELECT … WHERE … AND ${sql.where} ORDER BY ${sql.orderBy} LIMIT ${take}`
 */
export function keyset<const C extends readonly Part[]>(tag: string | null, parts: C): Keyset<Keys<C>, Carried<C>> {
  type R = Keys<C>;
  const columns = parts.filter((part) => !('carried' in part)) as KeyColumn[];
  const partCodecs = parts.map((part) => columnTypes[part.type].part);
  const codec = cursorCodec(tag, z.tuple(partCodecs as unknown as [z.ZodType])) as unknown as CursorCodec<Value[]>;
  const cursorOf = (row: R) => codec.encode(parts.map(({ field }) => (row as Record<string, Value>)[field]!));
  const keyIn = (cursor: string, argumentName: string): Key => {
    const values = codec.decode(cursor, argumentName);
    return Object.fromEntries(parts.map(({ field }, i) => [field, values[i]!]));
  };

  const read = (args: ConnectionArguments) => {
    const page = readPageArguments(args);
    const after = page.after === null ? null : keyIn(page.after, 'after');
    const before = page.before === null ? null : keyIn(page.before, 'before');
    return { ...page, after, before, carried: carriedBy(parts, after, before) as Carried<C> | null };
  };
  const toQuery = ({
    after,
    before,
    direction,
    limit,
    carried,
  }: ReturnType<typeof read>): KeysetQuery<R, Carried<C>> => {
    const sorted = columns.map((column) => ({
      ...column,
      direction: turned(column.direction, direction === 'backward'),
    }));
    const bounds = [
      ...(after ? [bind(columns, after, 'after')] : []),
      ...(before ? [bind(columns, before, 'before')] : []),
    ];
    return {
      where: { AND: bounds.flatMap(toFilter) } as KeysetQuery<R>['where'],
      orderBy: sorted.map(({ field, direction }) => ({ [field]: direction })) as KeysetQuery<R>['orderBy'],
      take: limit + 1,
      carried,
      sql: {
        where: bounds.length === 0 ? sql`TRUE` : join(bounds.map(toSql), ' AND '),
        orderBy: raw(sorted.map(({ column, direction }) => `${column} ${direction.toUpperCase()}`).join(', ')),
      },
    };
  };
  return {
    query: (args) => toQuery(read(args)),
    page: async (args, find) => {
      const page = read(args);
      return toConnection(await find(toQuery(page)), page, cursorOf);
    },
  };
}

function turned(direction: 'asc' | 'desc', turn: boolean): 'asc' | 'desc' {
  if (!turn) return direction;
  return direction === 'asc' ? 'desc' : 'asc';
}

type Value = string | Date | bigint | number;
/** A cursor's values by their fields. */
type Key = Record<string, Value>;

/** What both cursors carry, if there are two, must be the same: between those of different readings lies nothing sensible. */
function carriedBy(parts: readonly Part[], after: Key | null, before: Key | null): Key | null {
  const given = after ?? before;
  const fields = parts.flatMap((part) => ('carried' in part ? [part.field] : []));
  if (given === null || fields.length === 0) return null;
  if (before && fields.some((field) => given[field]!.valueOf() !== before[field]!.valueOf())) {
    throw badArgument('before', 'this cursor was given by another reading of the list than that in `after`.');
  }
  return Object.fromEntries(fields.map((field) => [field, given[field]!]));
}

/** One column of a cursor, and on which side of its value the wanted rows lie. */
type Bound = { field: string; column: string; type: ColumnType; value: Value; side: 'gt' | 'lt' };

function bind(columns: readonly KeyColumn[], key: Key, side: 'after' | 'before'): Bound[] {
  return columns.map(({ direction, ...column }) => ({
    ...column,
    value: key[column.field]!,
    side: turned(direction, side === 'before') === 'asc' ? 'gt' : 'lt',
  }));
}

/**
 * Rows beyond the bound in lexicographic order, for Prisma. The first condition follows from the second: it is there
 * for the planner, which starts an index scan at it but can't at an OR.
 */
function toFilter(bound: Bound[]): object[] {
  const [{ field, value, side }] = bound as [Bound];
  const steps = bound.map((column, i) => ({
    ...Object.fromEntries(bound.slice(0, i).map((equal) => [equal.field, { equals: equal.value }])),
    [column.field]: { [column.side]: column.value },
  }));
  return [{ [field]: { [`${side}e`]: value } }, { OR: steps }];
}

/** The same in SQL; as one row comparison, which an index serves in full, where all columns run the same way. */
function toSql(bound: Bound[]): Sql {
  const [first] = bound as [Bound];
  if (bound.every(({ side }) => side === first.side)) {
    const names = raw(bound.map(({ column }) => column).join(', '));
    return sql`(${names}) ${operator(first.side)} (${join(bound.map(parameter), ', ')})`;
  }
  const steps = bound.map((column, i) => {
    const equal = bound.slice(0, i).map((before) => sql`${raw(before.column)} = ${parameter(before)}`);
    return sql`(${join([...equal, sql`${raw(column.column)} ${operator(column.side)} ${parameter(column)}`], ' AND ')})`;
  });
  return sql`${raw(first.column)} ${operator(`${first.side}e`)} ${parameter(first)} AND (${join(steps, ' OR ')})`;
}

function parameter({ type, value }: Bound): Sql {
  return columnTypes[type].parameter(value as never);
}

function operator(comparison: 'gt' | 'lt' | 'gte' | 'lte'): Sql {
  return raw({ gt: '>', lt: '<', gte: '>=', lte: '<=' }[comparison]);
}
