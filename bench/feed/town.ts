import { createAccessTokens } from '@cityevents/auth/tokens/access-tokens';
import { ProgressLine } from '@cityevents/command/progress';
import { type DatabaseName, databaseNames, urlVariable } from '@cityevents/prisma/databases';
import { onServer } from '@cityevents/prisma/engine/temporary-database';
import { allRows, makeTown } from '@cityevents/prisma/seed/large/make-town';
import { size } from '@cityevents/prisma/seed/large/statements';
import { readKeysFile } from '@cityevents/service/keys-file';

type Environment = Record<string, string>;

/** Somebody of the large town, who has interests and has joined things, with a token for ten minutes. */
export type Townsperson = { userId: string; accessToken: string };

/** The large town that `npm run seed -- --large` makes, in a running system. @returns how many seconds it took. */
export async function buildTown(environment: Environment): Promise<number> {
  const urls = Object.fromEntries(databaseNames.map((name) => [name, environment[urlVariable[name]]!]));
  const line = new ProgressLine();
  const started = performance.now();
  await makeTown(urls as Record<DatabaseName, string>, new Date(), ({ rows, scored }) =>
    line.show(`${Math.round((100 * rows) / allRows)} % of the rows, ${scored} of ${size.events} events scored`),
  );
  line.end();
  return (performance.now() - started) / 1000;
}

/** The first so many people of the town. Their tokens stand for no session, as those of people made in bulk. */
export async function townspeople(environment: Environment, count: number): Promise<Townsperson[]> {
  const keys = (await readKeysFile(environment.AUTH_KEYS_FILE!))!.keys;
  const tokens = await createAccessTokens(keys);
  const ids = await idsOf(
    environment.AUTH_DATABASE_URL!,
    `SELECT id FROM people WHERE email LIKE '%@town.cityevents.test' ORDER BY id LIMIT $1`,
    count,
  );
  return Promise.all(
    ids.map(async (userId) => {
      const sessionId = crypto.randomUUID();
      const { accessToken } = await tokens.issue({ userId, sessionId, emailVerified: true });
      return { userId, accessToken };
    }),
  );
}

/** So many of the town's events that have seats left, others in each round. */
export function eventsWithSeats(environment: Environment, count: number, round: number): Promise<string[]> {
  return idsOf(
    environment.JOINS_DATABASE_URL!,
    `SELECT event_id AS id FROM event_capacity WHERE capacity IS NULL OR taken < capacity ORDER BY event_id DESC
     LIMIT $1 OFFSET ${(round - 1) * count}`,
    count,
  );
}

async function idsOf(databaseUrl: string, sql: string, count: number): Promise<string[]> {
  return onServer(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(sql, [count]);
    if (rows.length !== count) throw new Error(`The town has only ${rows.length} of the ${count} wanted`);
    return rows.map(({ id }) => id);
  });
}
