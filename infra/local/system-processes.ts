// The seven processes of the system, in one list: the start, the test run and the check of docker-compose.yml read it.

/** Variables that hold a secret or an address which is nobody's business but the named processes'. */
const guarded = [
  'POSTGRES_URL',
  'AUTH_DATABASE_URL',
  'EVENTS_DATABASE_URL',
  'JOINS_DATABASE_URL',
  'FEED_DATABASE_URL',
  'NOTIFICATIONS_DATABASE_URL',
  'REDIS_URL',
  'RABBITMQ_URL',
  'RABBITMQ_MANAGEMENT_URL',
  'SMTP_URL',
  'MAIL_API_URL',
  'GATEWAY_SECRET',
  'AUTH_KEYS_FILE',
  'TICKET_KEYS_FILE',
] as const;

export type GuardedVariable = (typeof guarded)[number];

export interface SystemProcess {
  name: string;
  /** Run by Node itself. */
  entry: string;
  portVariable: string;
  /** What it gets of the guarded variables: each database is its owner's alone. */
  needs: GuardedVariable[];
  /** It tells of what has been answered already: where all share a machine, it gets what the others leave. */
  givesWay?: boolean;
}

/**
 * Node takes its heap's limit, and with it how much garbage it lets lie, from the machine's memory. Six thousand requests at
 * once need 240 MB of heap in the gateway; without such a crowd these keep each process under 300 MB in all. The image
 * says the same.
 */
export const memoryOptions = ['--max-old-space-size=512', '--max-semi-space-size=16'];

export const systemProcesses: SystemProcess[] = [
  {
    name: 'gateway',
    entry: 'gateway/src/main.ts',
    portVariable: 'GATEWAY_PORT',
    needs: ['REDIS_URL', 'GATEWAY_SECRET'],
  },
  {
    name: 'auth',
    entry: 'subgraphs/auth/src/main.ts',
    portVariable: 'AUTH_PORT',
    needs: ['AUTH_DATABASE_URL', 'REDIS_URL', 'GATEWAY_SECRET', 'AUTH_KEYS_FILE'],
  },
  {
    name: 'events',
    entry: 'subgraphs/events/src/main.ts',
    portVariable: 'EVENTS_PORT',
    needs: ['EVENTS_DATABASE_URL', 'RABBITMQ_URL', 'GATEWAY_SECRET'],
  },
  {
    name: 'joins',
    entry: 'subgraphs/joins/src/main.ts',
    portVariable: 'JOINS_PORT',
    needs: ['JOINS_DATABASE_URL', 'REDIS_URL', 'RABBITMQ_URL', 'GATEWAY_SECRET', 'TICKET_KEYS_FILE'],
  },
  {
    name: 'feed',
    entry: 'subgraphs/feed/src/main.ts',
    portVariable: 'FEED_PORT',
    needs: ['FEED_DATABASE_URL', 'REDIS_URL', 'RABBITMQ_URL', 'GATEWAY_SECRET'],
  },
  {
    name: 'outbox-relay',
    entry: 'workers/outbox-relay/src/main.ts',
    portVariable: 'OUTBOX_RELAY_PORT',
    needs: ['AUTH_DATABASE_URL', 'EVENTS_DATABASE_URL', 'JOINS_DATABASE_URL', 'RABBITMQ_URL'],
    givesWay: true,
  },
  {
    name: 'email',
    entry: 'workers/email/src/main.ts',
    portVariable: 'EMAIL_PORT',
    needs: ['NOTIFICATIONS_DATABASE_URL', 'RABBITMQ_URL', 'SMTP_URL'],
    givesWay: true,
  },
];

/** The environment of one process: everything that is not guarded, and of that what it needs. */
export function environmentOf(process: SystemProcess, environment: Record<string, string>): Record<string, string> {
  const mayHave = (name: string) =>
    !(guarded as readonly string[]).includes(name) || (process.needs as string[]).includes(name);
  return Object.fromEntries(Object.entries(environment).filter(([name]) => mayHave(name)));
}
