// Imports all real conferences into a system of its own and looks for a dozen of them, each with a typo:
// node e2e/real-data/search.check.ts FOLDER
// (the folder holds 2024.json, 2025.json and 2026.json of the public collection). Last line: N passed, N failed.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makePeople } from '@cityevents/cli/drop/make-people';
import { GraphqlClient } from '@cityevents/cli/graphql-client';
import { mapConferences } from '@cityevents/cli/import/mapping';
import { readRows } from '@cityevents/cli/import/read-rows';
import { sendEvents } from '@cityevents/cli/import/send-events';
import { settingsOnFreePorts, unconfigured } from '@cityevents/infra/local/isolated-settings';
import { quietProgress, showProgress } from '@cityevents/infra/local/progress';
import { StartRefused } from '@cityevents/infra/local/start-refused';
import { openRun, type Run, root, startSystem } from '@cityevents/infra/local/start-system';
import { stopOnRequest } from '@cityevents/infra/local/stop-on-request';
import { onServer } from '@cityevents/prisma/engine/temporary-database';
import { eventually } from '@cityevents/testing/wait';
import { z } from 'zod';

/** What is typed, and the conference that is meant: one letter wrong, missing, too many or swapped with its neighbour. */
const typos: [typed: string, meant: string][] = [
  ['djagocon us', 'DjangoCon US'],
  ['kubecom cloudnativecon', 'KubeCon + CloudNativeCon'],
  ['voxxeddays zurihc', 'VoxxedDays Zürich'],
  ['react norwey', 'React Norway'],
  ['fluttercon eurpoe', 'Fluttercon Europe'],
  ['diana initative', 'The Diana Initiative'],
  ['devopsdyas detroit', 'Devopsdays Detroit'],
  ['rustcomf', 'RustConf'],
  ['pycon itallia', 'PyCon Italia'],
  ['bettercode genia', 'betterCode() GenAI'],
  ['lamdba world', 'Lambda World'],
  ['frontent nation', 'Frontend Nation'],
];
const FOUND_AT_LEAST = 11;
const AMONG_THE_FIRST = 3;

const SEARCH = `query Search($query: String!, $first: Int!) {
  searchEvents(query: $query, includeEnded: true, first: $first) { edges { node { title } } totalCount }
}`;
const found = z.object({
  searchEvents: z.object({
    edges: z.array(z.object({ node: z.object({ title: z.string() }).nullable() })),
    totalCount: z.number(),
  }),
});

const progress = showProgress();
const stop = stopOnRequest(progress, 130);
let failed = 0;
let passed = 0;
const judge = (isRight: boolean, what: string) => {
  console.log(`${isRight ? '✓' : '✗'} ${what}`);
  if (isRight) passed += 1;
  else failed += 1;
};

await stop.afterwards(
  async () => {
    const [folder] = process.argv.slice(2);
    if (!folder) throw new StartRefused('Usage: node e2e/real-data/search.check.ts FOLDER');
    const run = await openRun(join(root, '.cityevents', 'check'), quietProgress, { fresh: true });
    stop.ends(run);
    await Promise.race([check(run, folder), run.supervisor.failure.then((error) => Promise.reject(error))]);
  },
  (problem) => {
    if (problem !== undefined) failed += 1;
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  },
);

async function check(run: Run, folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
  const rows = (await Promise.all(files.map(readRows))).flat();
  const { events } = mapConferences(rows);
  const environment = await progress.step('A system of its own', async () => {
    const settings = await settingsOnFreePorts({ NODE_ENV: 'test' });
    // A real organizer's import waits for the next minute's budget; what is checked here is the search.
    const base = { ...unconfigured(process.env), RATE_LIMIT_PERSON_PER_MINUTE: '100000' };
    return startSystem({ run, settings, base, progress: quietProgress, seed: false });
  });
  const client = new GraphqlClient(environment.PUBLIC_URL!);
  run.onStop(() => client.close());
  await progress.step(`Importing ${events.length} conferences`, async () => {
    const [organizer] = await makePeople(1, environment, () => {});
    const sent = await sendEvents(client, organizer!.accessToken, events, { dryRun: false, onProgress: () => {} });
    const created = sent.filter(({ outcome }) => outcome === 'CREATED').length;
    if (created !== events.length) throw new Error(`Only ${created} of ${events.length} conferences were taken`);
  });
  await progress.step('The feed hears of them', () =>
    onServer(environment.FEED_DATABASE_URL!, (feed) =>
      eventually(
        async () => {
          const sql = `SELECT count(*)::int AS count FROM feed_listings WHERE valid_until = 'infinity'`;
          const { rows: counted } = await feed.query<{ count: number }>(sql);
          if (counted[0]!.count < events.length) throw new Error(`The feed has heard of ${counted[0]!.count} only`);
        },
        { timeoutMs: 60_000, everyMs: 100 },
      ),
    ),
  );

  let right = 0;
  for (const [query, meant] of typos) {
    const { searchEvents } = await client.requestPatiently(found, SEARCH, { query, first: AMONG_THE_FIRST });
    const titles = searchEvents.edges.flatMap(({ node }) => node?.title ?? []);
    const isFound = titles.includes(meant);
    if (isFound) right += 1;
    console.log(
      `  ${isFound ? 'found' : 'NOT FOUND'}: ${query} → ${titles.join(', ')} (of ${searchEvents.totalCount})`,
    );
  }
  judge(
    right >= FOUND_AT_LEAST,
    `${right} of ${typos.length} names with a typo are among the first ${AMONG_THE_FIRST}, ${FOUND_AT_LEAST} at least`,
  );
}
