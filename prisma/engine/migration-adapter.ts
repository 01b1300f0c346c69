import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { DatabaseError, Pool, type QueryConfig, types } from 'pg';
import { serverSettings } from '../pg-adapter.ts';

/**
 * PrismaPg as migrations need it, and what closes all that the engine opened with it.
 *
 * PrismaPg itself cuts a script at every semicolon, also inside a comment, a string or a function's body, and runs the
 * pieces one by one, so that a failing migration stays half done. And its shadow database is the real one wherever it
 * was given a connection string.
 */
export function migrationAdapter(
  url: string,
  shadowUrl?: string,
): { adapter: SqlMigrationAwareDriverAdapterFactory; close(): Promise<void> } {
  const opened: SqlDriverAdapter[] = [];
  const open = async (target: string) => {
    const adapter = await connect(target);
    opened.push(adapter);
    return adapter;
  };
  return {
    adapter: {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: () => open(url),
      connectToShadowDb: () => {
        if (shadowUrl === undefined) throw new Error('The engine asked for a shadow database, and there is none.');
        return open(shadowUrl);
      },
    },
    close: async () => {
      await Promise.all(opened.map((adapter) => adapter.dispose()));
    },
  };
}

async function connect(url: string): Promise<SqlDriverAdapter> {
  const pool = new Pool({
    connectionString: url,
    // One session: the engine takes a lock, which is the session's, before it works.
    max: 1,
    connectionTimeoutMillis: 5_000,
    application_name: 'cityevents-migrate',
    options: serverSettings({ TimeZone: 'UTC' }),
  });
  const query = pool.query.bind(pool);
  const adapter = await new PrismaPg(pool).connect();
  understandCharacters(pool, adapter);
  // Without parameters the server takes the whole script at once, in one transaction.
  adapter.executeScript = async (script) => {
    await query(script).catch(refuse);
  };
  // The engine disposes of an adapter when it is done with it, but not after every error.
  let closed: Promise<void> | undefined;
  adapter.dispose = () => (closed ??= pool.end());
  return adapter;
}

/**
 * Teaches PrismaPg the one-byte type "char" that the catalogs use: it would end every look at a schema with an error.
 * PrismaPg gets to see a text, and the engine the character it asked for.
 */
function understandCharacters(pool: Pool, adapter: SqlDriverAdapter): void {
  const characterColumns = new WeakMap<unknown[], number[]>();
  const query = pool.query.bind(pool);
  pool.query = (async (config: QueryConfig) => {
    const result = await query(config);
    const columns = [...result.fields.keys()].filter((i) => result.fields[i]?.dataTypeID === types.builtins.CHAR);
    for (const column of columns) result.fields[column]!.dataTypeID = types.builtins.TEXT;
    characterColumns.set(result.rows, columns);
    return result;
  }) as Pool['query'];

  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (params) => {
    const result = await queryRaw(params);
    for (const column of characterColumns.get(result.rows) ?? []) {
      result.columnTypes[column] = ColumnTypeEnum.Character;
    }
    return result;
  };
}

/** Throws the server's refusal in the shape the engine explains to people. */
function refuse(error: unknown): never {
  if (!(error instanceof DatabaseError)) throw error;
  const { code = '', severity = 'ERROR', message, detail, column, hint } = error;
  throw new DriverAdapterError({
    kind: 'postgres',
    code,
    severity,
    message,
    detail,
    column,
    hint,
    originalCode: code,
    originalMessage: message,
  });
}
