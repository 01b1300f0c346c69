import { z } from 'zod';

/** Every variable of the environment that is wrong, one line each. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** A TCP port; 0 lets the system choose. */
export const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
/** An http(s) address without a trailing slash. */
export const httpUrl = (fallback?: string) => {
  const url = z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .transform((u) => u.replace(/\/$/, ''));
  return fallback === undefined ? url : url.default(fallback);
};
/** A PostgreSQL connection string. */
export const databaseUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address' });
export const redisUrl = z.url({ protocol: /^rediss?$/, error: 'must be a redis:// address' });
export const rabbitmqUrl = z.url({ protocol: /^amqps?$/, error: 'must be an amqp:// address' });
/** What every process takes. */
export const processConfig = {
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
};
/** What every subgraph takes on top. */
export const subgraphConfig = {
  ...processConfig,
  GATEWAY_SECRET: z.string().min(32, 'must be at least 32 characters; `openssl rand -hex 32` makes one'),
  /** Where the keys that verify access tokens are: AUTH_URL/.well-known/jwks.json. */
  AUTH_URL: httpUrl('http://127.0.0.1:8081'),
};

/**
 * Reads a process's configuration from the environment. An empty variable counts as unset.
 *
 * @throws ConfigError naming every variable that is missing or wrong, not just the first.
 */
export function parseConfig<S extends z.ZodObject>(schema: S, env: NodeJS.ProcessEnv): z.infer<S> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name}: ${name in set ? issue.message : 'is not set'}`;
  });
  throw new ConfigError(`The environment is not right:\n${problems.join('\n')}`);
}

/** Like parseConfig on the process's own environment, but a wrong one ends the process with the list on stderr. */
export function readConfig<S extends z.ZodObject>(schema: S): z.infer<S> {
  try {
    return parseConfig(schema, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
