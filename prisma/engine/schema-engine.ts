import { readFile } from 'node:fs/promises';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { migrationAdapter } from './migration-adapter.ts';

export type SchemaEngine = glue.SchemaEngine;

/** Tables and enums that migrations should leave to somebody else: none. */
export const everyTable: glue.SchemaFilter = { externalTables: [], externalEnums: [] };

/**
 * Runs the work with Prisma's schema engine on a database. `prisma migrate` downloads this engine as a program; here it
 * is the same one as WebAssembly, from a package that the lockfile pins.
 *
 * @param shadowUrl an empty database in which the engine may try migrations, for work that needs one
 */
export async function withSchemaEngine<T>(
  url: string,
  work: (engine: SchemaEngine) => Promise<T>,
  shadowUrl?: string,
): Promise<T> {
  instantiated ??= instantiate();
  await instantiated;
  const { adapter, close } = migrationAdapter(url, shadowUrl);
  try {
    const bound = bindMigrationAwareSqlAdapterFactory(adapter);
    const engine = await glue.SchemaEngine.new({ datamodels: undefined }, () => {}, bound);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await close();
  }
}

/** What the engine has to say, without the names of its own functions. */
export function engineMessage(error: unknown): string {
  const [message = ''] = String(error).split(/\n\s+0: /);
  return message.replace(/^\w*Error: (external connector error\n)?/, '').trim();
}

let instantiated: Promise<void> | undefined;

// The types of WebAssembly come with those of the browser, which have no place in a server's code.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

/** What a bundler would do for the package, which imports its .wasm file as if it were a module. */
async function instantiate(): Promise<void> {
  // The engine leaves the message of a panic here before it throws a bare RuntimeError.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) },
  });
  const file = new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const { instance } = await WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}
