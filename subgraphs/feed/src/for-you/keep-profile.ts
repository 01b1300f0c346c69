import type { FeedDatabase } from '@cityevents/prisma/feed';
import { nobody, type Profile, profileOf, type Reader } from './profile.ts';

/** So many of somebody's last joins say what they like. */
const JOINS_LOOKED_AT = 200;

/**
 * Makes the profile of a person who begins to read at a moment, and keeps it for the pages to come: what they do meanwhile
 * doesn't shuffle what they read. Of who has deleted their account nothing is kept.
 */
export async function keepProfile(database: FeedDatabase, userId: string, asOf: Date): Promise<Profile> {
  const profile = profileOf(await readReader(database, userId));
  // Lost in a crash of the database, it costs one reader their place: nothing to wait for a disk for.
  const kept = await database.$executeRaw`
    INSERT INTO feed_readers (user_id, as_of, profile)
    SELECT ${userId}::uuid, ${asOf.toISOString()}::timestamptz, ${JSON.stringify(profile)}::jsonb
    FROM (SELECT set_config('synchronous_commit', 'off', true)) AS without_waiting
    WHERE NOT EXISTS (SELECT FROM forgotten_people WHERE user_id = ${userId}::uuid)
    ON CONFLICT DO NOTHING`;
  // In another tab they began at the same moment, with the profile of a moment ago.
  return kept === 1 ? profile : keptProfile(database, userId, asOf);
}

/** The profile of a person who began to read at that moment. */
export async function keptProfile(database: FeedDatabase, userId: string, asOf: Date): Promise<Profile> {
  const [row] = await database.$queryRaw<{ profile: Profile }[]>`
    SELECT profile FROM feed_readers
    WHERE user_id = ${userId}::uuid AND as_of = ${asOf.toISOString()}::timestamptz`;
  return row?.profile ?? nobody;
}

async function readReader(database: FeedDatabase, userId: string): Promise<Reader> {
  const [row] = await database.$queryRaw<Reader[]>`
    SELECT
      coalesce(person.interests, '{}') AS interests,
      person.home_city AS "homeCity",
      coalesce(joined.tags, '{}') AS "joinedTags"
    FROM (
      SELECT jsonb_object_agg(tag, times) AS tags
      FROM (
        SELECT tag, count(*)::int AS times
        FROM (
          SELECT event_id FROM feed_joins
          WHERE user_id = ${userId}::uuid AND status <> 'CANCELLED'
          ORDER BY joined_at DESC LIMIT ${JOINS_LOOKED_AT}::int
        ) AS latest
        JOIN feed_events USING (event_id), unnest(tags) AS tag
        GROUP BY tag
      ) AS counted
    ) AS joined
    LEFT JOIN feed_people person ON person.user_id = ${userId}::uuid`;
  return row!;
}
