import { inSpan, SpanKind } from '@cityevents/telemetry/spans';
import type { SqlDriverAdapter, SqlDriverAdapterFactory, SqlQuery, SqlQueryable } from '@prisma/driver-adapter-utils';

/**
 * Makes each statement of a client a span of the trace that it is run in. Texts have parameters in the place of what they
 * are about, so nothing of anybody's is in them.
 *
 * @param database what spans call the database
 */
export function withStatementSpans(factory: SqlDriverAdapterFactory, database: string): SqlDriverAdapterFactory {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => recordAdapter(await connect(), database);
  return factory;
}

function recordAdapter(adapter: SqlDriverAdapter, database: string): SqlDriverAdapter {
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => {
    // The wait for a connection is in it.
    const begin = () => startTransaction(isolationLevel);
    return recordStatements(await inStatementSpan('BEGIN', database, begin), database);
  };
  return recordStatements(adapter, database);
}

function recordStatements<Q extends SqlQueryable>(queryable: Q, database: string): Q {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = (query: SqlQuery) => inStatementSpan(query.sql, database, () => queryRaw(query));
  queryable.executeRaw = (query: SqlQuery) => inStatementSpan(query.sql, database, () => executeRaw(query));
  return queryable;
}

function inStatementSpan<T>(sql: string, database: string, run: () => Promise<T>): Promise<T> {
  const operation = /\w+/.exec(sql)?.[0].toUpperCase() ?? 'SQL';
  const attributes = {
    'db.system.name': 'postgresql',
    'db.namespace': database,
    'db.operation.name': operation,
    'db.query.text': sql,
  };
  return inSpan(`${operation} ${database}`, { kind: SpanKind.CLIENT, attributes }, run);
}
