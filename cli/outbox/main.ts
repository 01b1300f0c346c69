import { CommandError, readArguments, runCommand } from '@cityevents/command/command';
import { readRunningSystem } from '@cityevents/command/environment';
import { urlVariable } from '@cityevents/prisma/databases';
import pg from 'pg';
import { z } from 'zod';
import { describeDiscarded, describeParked, messages } from './describe.ts';
import { discard, type Parked, readParked, retry, SHOWN_AT_MOST } from './parked.ts';

const usage = `Usage: npm run outbox -- list
       npm run outbox -- retry ID…
       npm run outbox -- discard ID

Looks after messages that couldn't be published and were parked after their attempts. Each holds back the later messages of
its aggregate, and no others.
  list      shows them, the oldest first
  retry     has them tried again, once what was wrong is mended
  discard   deletes one for good, and lets those behind it go out`;

const ids = (what: string) =>
  z.tuple([z.uuid(what)], what).rest(z.uuid('An id is a UUID, as list shows it.')) as z.ZodType<[string, ...string[]]>;
const shape = z.object({
  positionals: z.preprocess(
    (words) => {
      const [action, ...rest] = words as string[];
      return { action, ids: rest };
    },
    z.discriminatedUnion(
      'action',
      [
        z.object({ action: z.literal('list'), ids: z.array(z.never()).max(0, 'list takes nothing more.') }),
        z.object({ action: z.literal('retry'), ids: ids('Say which: the ids that list shows.') }),
        z.object({
          action: z.literal('discard'),
          ids: z.tuple([z.uuid('An id is a UUID, as list shows it.')], 'Say which one: the id that list shows.'),
        }),
      ],
      { error: 'Say what to do: list, retry or discard.' },
    ),
  ),
});

const owners = ['auth', 'events', 'joins'] as const;
type Outbox = { owner: (typeof owners)[number]; client: pg.Client };

await runCommand(async () => {
  const { positionals: asked } = readArguments(usage, {}, shape);
  const outboxes = await connectAll();
  try {
    if (asked.action === 'list') await list(outboxes);
    else if (asked.action === 'retry') for (const id of asked.ids) await retryOne(outboxes, id);
    else await discardOne(outboxes, asked.ids[0]);
    return 0;
  } finally {
    await Promise.all(outboxes.map(({ client }) => client.end()));
  }
});

async function list(outboxes: Outbox[]): Promise<void> {
  const found: string[] = [];
  for (const { owner, client } of outboxes) {
    const parked = await readParked(client);
    found.push(...parked.map((message) => describeParked(owner, message)));
    if (parked.length === SHOWN_AT_MOST) found.push(`${owner}: no more than ${SHOWN_AT_MOST} are shown.`);
  }
  console.log(found.length === 0 ? 'Nothing is parked.' : found.join('\n\n'));
}

async function retryOne(outboxes: Outbox[], id: string): Promise<void> {
  const { client, parked } = await find(outboxes, id);
  if (!(await retry(client, id))) throw notParked(id);
  const behind = parked.waiting === 0 ? '' : `, and ${messages(parked.waiting)} behind it`;
  console.log(`${id} is tried again${behind}. Should it fail as before, it is parked anew.`);
}

async function discardOne(outboxes: Outbox[], id: string): Promise<void> {
  const { owner, client, parked } = await find(outboxes, id);
  if (!(await discard(client, id))) throw notParked(id);
  console.log(`${describeParked(owner, parked)}\n\n${describeDiscarded(owner, parked)}`);
}

/** @throws CommandError when no message of this id is parked anywhere. */
async function find(outboxes: Outbox[], id: string): Promise<Outbox & { parked: Parked }> {
  for (const outbox of outboxes) {
    const [parked] = await readParked(outbox.client, [id]);
    if (parked) return { ...outbox, parked };
  }
  throw notParked(id);
}

function notParked(id: string): CommandError {
  return new CommandError(`No message ${id} is parked. See what is: npm run outbox -- list`);
}

/** @throws CommandError naming the database that doesn't answer. */
async function connectAll(): Promise<Outbox[]> {
  const system = readRunningSystem(['AUTH_DATABASE_URL', 'EVENTS_DATABASE_URL', 'JOINS_DATABASE_URL']);
  const urls = {
    auth: system.AUTH_DATABASE_URL,
    events: system.EVENTS_DATABASE_URL,
    joins: system.JOINS_DATABASE_URL,
  };
  return Promise.all(
    owners.map(async (owner) => {
      const client = new pg.Client({
        connectionString: urls[owner],
        connectionTimeoutMillis: 5_000,
        statement_timeout: 10_000,
        application_name: 'cityevents-outbox',
      });
      client.on('error', () => {});
      await client.connect().catch((error: NodeJS.ErrnoException) => {
        const { host } = new URL(urls[owner]);
        throw new CommandError(
          `${urlVariable[owner]}: no answer from the database at ${host}: ${error.code ?? error.message}`,
        );
      });
      return { owner, client };
    }),
  );
}
