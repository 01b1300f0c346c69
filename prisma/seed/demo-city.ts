import { GraphqlClient } from '@cityevents/cli/graphql-client';
import { signIn } from '@cityevents/cli/sign-in';
import { CommandError, runCommand } from '@cityevents/command/command';
import { databaseUrl, httpUrl, parseConfig, port } from '@cityevents/service/config';
import { z } from 'zod';
import { attendee, createDemoLogins, demoPassword, organizer } from './demo-logins.ts';
import { fillDemoEvents } from './fill-demo-events.ts';
import { importDemoEvents } from './import-demo-events.ts';

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: port(8080).optional(),
  PUBLIC_URL: httpUrl('http://localhost:8080'),
  AUTH_DATABASE_URL: databaseUrl,
  AUTH_KEYS_FILE: z.string(),
});

/**
 * Fills a running system with the demo city: two logins, two dozen events, and people who joined some of them. What is
 * there already stays as it is, so that every start may run it.
 */
await runCommand(async () => {
  const config = readEnvironment();
  if (config.NODE_ENV === 'production') {
    throw new CommandError('The demo city has logins with a known password: never in production (NODE_ENV).');
  }
  const logins = await createDemoLogins(config.AUTH_DATABASE_URL);

  const client = new GraphqlClient(gatewayUrl(config), 8);
  try {
    const asOrganizer = await signIn(client, {}, organizer.email, demoPassword);
    const events = await importDemoEvents(client, asOrganizer);
    const asAttendee = events.length > 0 && (await signIn(client, {}, attendee.email, demoPassword));
    const joins = asAttendee ? await fillDemoEvents(client, config, events, asAttendee) : 0;
    for (const accessToken of [asOrganizer, asAttendee]) if (accessToken) await signOut(client, accessToken);
    process.stdout.write(`demo city: ${logins} logins, ${events.length} events and ${joins} joins made\n`);
    return 0;
  } finally {
    await client.close();
  }
});

function readEnvironment() {
  try {
    return parseConfig(environment, process.env);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

/** The gateway on this machine rather than the address people use, which may lead through a proxy not up yet. */
function gatewayUrl({ GATEWAY_PORT, HOST, PUBLIC_URL }: z.infer<typeof environment>): string {
  if (!process.env.GATEWAY_PORT) return PUBLIC_URL;
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return `http://${host}:${GATEWAY_PORT}`;
}

async function signOut(client: GraphqlClient, accessToken: string): Promise<void> {
  const shape = z.object({ signOut: z.object({ endedSessions: z.number() }) });
  await client.requestPatiently(shape, 'mutation { signOut { endedSessions } }', {}, accessToken);
}
