import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { StartRefused } from './start-refused.ts';

const somePort = z
  .string()
  .transform(Number)
  .pipe(
    z
      .number('must be a number')
      .int('must be a whole number')
      .min(1, 'must be 1 to 65535')
      .max(65_535, 'must be 1 to 65535'),
  );
const port = (standard: number) => somePort.default(standard);

function address(example: string, ...protocols: string[]) {
  const isRight = (value: string) => URL.canParse(value) && protocols.includes(new URL(value).protocol);
  return z.string().refine(isRight, `must be an address like ${example}`).optional();
}

const shape = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'must be development, production or test')
    .default('development'),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
  HOST: z
    .string()
    .refine((value) => isIP(value) !== 0, 'must be an IP address, like 127.0.0.1 or 0.0.0.0')
    .default('127.0.0.1'),
  GATEWAY_PORT: port(8080),
  AUTH_PORT: port(8081),
  EVENTS_PORT: port(8082),
  JOINS_PORT: port(8083),
  FEED_PORT: port(8084),
  OUTBOX_RELAY_PORT: port(8085),
  EMAIL_PORT: port(8086),
  MAIL_WEB_PORT: port(1080),
  GATEWAY_METRICS_PORT: somePort.optional(),
  PUBLIC_URL: address('https://events.example.org', 'http:', 'https:'),
  POSTGRES_URL: address('postgresql://user:password@host:5432/postgres', 'postgres:', 'postgresql:'),
  REDIS_URL: address('redis://host:6379', 'redis:', 'rediss:'),
  RABBITMQ_URL: address('amqp://user:password@host:5672', 'amqp:', 'amqps:'),
  SMTP_URL: address('smtp://host:25', 'smtp:', 'smtps:'),
  GATEWAY_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  AUTH_KEYS_FILE: z.string().optional(),
  TICKET_KEYS_FILE: z.string().optional(),
});

/** What the start itself reads of its environment; all else is handed to the processes as it is. */
export type Settings = z.infer<typeof shape>;

export const portVariables = [
  'GATEWAY_PORT',
  'AUTH_PORT',
  'EVENTS_PORT',
  'JOINS_PORT',
  'FEED_PORT',
  'OUTBOX_RELAY_PORT',
  'EMAIL_PORT',
  'MAIL_WEB_PORT',
] as const satisfies (keyof Settings)[];

/** Those that only somebody who wants them has. */
export const optionalPortVariables = ['GATEWAY_METRICS_PORT'] as const satisfies (keyof Settings)[];

/** The environment with what .env adds to it; what is set in the shell wins. An empty value counts as not set. */
export function readEnvironment(dotEnv: string, shell: NodeJS.ProcessEnv): Record<string, string> {
  const fromFile = existsSync(dotEnv) ? parseEnv(readFileSync(dotEnv, 'utf8')) : {};
  const all = Object.entries({ ...fromFile, ...shell });
  return Object.fromEntries(
    all.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

/** Checks the settings; the refusal names every bad variable at once. */
export function readSettings(environment: Record<string, string>): Settings {
  const parsed = shape.safeParse(environment);
  if (!parsed.success) throw refusal(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  const used = [...portVariables, ...optionalPortVariables].filter((variable) => parsed.data[variable] !== undefined);
  const twice = used.flatMap((variable, index) => {
    const other = used.slice(0, index).find((earlier) => parsed.data[earlier] === parsed.data[variable]);
    return other ? [`${variable} is ${parsed.data[variable]}, as is ${other}: each process needs its own port`] : [];
  });
  if (twice.length > 0) throw refusal(twice);
  return parsed.data;
}

function refusal(problems: string[]): StartRefused {
  const lines = problems.map((problem) => `  - ${problem}`);
  return new StartRefused(
    [
      'The environment (the shell’s variables and .env) has values that cannot be used:',
      ...lines,
      'See .env.example.',
    ].join('\n'),
  );
}
