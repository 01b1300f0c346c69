import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { checkRules, type RuleResult } from '../fsck/check-rules.ts';
import type { Databases } from '../fsck/databases.ts';
import { feedAgreementRules } from '../fsck/rules/agreement-rules.ts';
import { feedRules } from '../fsck/rules/feed-rules.ts';
import { republish } from '../republish/republish.ts';
import { type Owner, openSource, owners } from '../republish/sources.ts';
import { forgetStrangers, removeStrangers } from './remove-strangers.ts';

/** What each owner tells of, and how to count it. */
const told: Record<Owner, { what: string; sql: string }> = {
  auth: { what: 'people', sql: 'SELECT count(*)::int AS count FROM people' },
  events: { what: 'events', sql: `SELECT count(*)::int AS count FROM events WHERE published_at IS NOT NULL` },
  joins: { what: 'events’ joins', sql: 'SELECT count(*)::int AS count FROM event_capacity' },
};

/** Messages under way, and what they set off, may take so long to come to rest; a large system waits longer. */
const patience = { quietMs: 10_000, longestMs: 3_600_000 };

/**
 * Has the owners tell anew how everything stands, waits until the feed knows it, takes from it what no owner knows, waits
 * until all is scored, and compares. Nothing that stands is taken away meanwhile, so whoever reads goes on reading.
 *
 * @param writer a connection to the feed database that may write.
 * @param say is told how far it is, in words.
 * @param finish is told that a part of it is done.
 * @returns what the feed should know and doesn't, rule by rule; undefined when the signal stopped it.
 */
export async function rebuildFeed(
  databases: Databases,
  writer: pg.Pool,
  urls: Record<Owner, string>,
  { signal, say, finish }: { signal: AbortSignal; say: (text: string) => void; finish: (text: string) => void },
): Promise<RuleResult[] | undefined> {
  for (const owner of owners) {
    const { what, sql } = told[owner];
    const all = (await databases[owner].query<{ count: number }>(sql)).rows[0]!.count;
    const inWords = (messages: number) => `${messages} messages about ${all} ${what} queued`;
    const source = openSource(owner, urls[owner]);
    try {
      const end = await republish(source, undefined, {
        signal,
        onProgress: ({ messages, isWaiting }) =>
          say(`${inWords(messages)}${isWaiting ? '; waiting until some are published' : ''}`),
      });
      if (!end.isComplete) return undefined;
      finish(inWords(end.messages));
    } finally {
      await source.close();
    }
  }
  await checkRules(databases, feedAgreementRules, { ...patience, onProgress: say });
  finish('all has arrived');
  const strangers = await removeStrangers(databases, writer);
  const { people, events, joins } = strangers;
  finish(`taken out, since no owner knows them: people ${people}, events ${events.length}, joins ${joins}`);
  if (!(await untilScored(databases, signal, say))) return undefined;
  finish('all is scored');
  await forgetStrangers(writer, strangers);
  return checkRules(databases, [...feedAgreementRules, ...feedRules], { ...patience, onProgress: say });
}

/** Waits until no event is due to be scored. @returns whether it came to that. */
async function untilScored({ feed }: Databases, signal: AbortSignal, say: (text: string) => void): Promise<boolean> {
  while (!signal.aborted) {
    const { rows } = await feed.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM feed_events WHERE due_at <= now()',
    );
    const { count } = rows[0]!;
    if (count === 0) return true;
    say(`${count} events still to be scored (does the feed subgraph run?)`);
    await pause(500, undefined, { signal }).catch(() => {});
  }
  return false;
}
