import type { FeedTransaction } from '@cityevents/prisma/feed';

/** Scores that differ by less are the same, and no version is written for it. */
const TOLERANCE = 1e-9;

/**
 * Makes what readers see of these events agree with what is known of them at `at`: where something has changed, the version
 * valid until now ends at `moment` and another one begins. An event that is over has no score any more; one that is
 * cancelled has nothing.
 *
 * @param moment of the clock that this transaction holds (moveClockTx).
 */
export async function writeVersionsTx(
  tx: FeedTransaction,
  eventIds: string[],
  { at, moment }: { at: Date; moment: Date },
): Promise<void> {
  const [now, since] = [at.toISOString(), moment.toISOString()];
  await tx.$executeRaw`
    UPDATE feed_scores s SET valid_until = ${since}::timestamptz
    FROM feed_events e
    WHERE e.event_id = ANY(${eventIds}::uuid[]) AND s.event_id = e.event_id AND s.valid_until = 'infinity'
      AND (e.state <> 'PUBLISHED' OR e.ends_at <= ${now}::timestamptz
        OR abs(e.trend_score - s.trend_score) > ${TOLERANCE}::float8)`;
  await tx.$executeRaw`
    INSERT INTO feed_scores (event_id, valid_from, valid_until, trend_score)
    SELECT event_id, ${since}::timestamptz, 'infinity', trend_score
    FROM feed_events e
    WHERE event_id = ANY(${eventIds}::uuid[]) AND state = 'PUBLISHED' AND ends_at > ${now}::timestamptz
      AND NOT EXISTS (SELECT FROM feed_scores s WHERE s.event_id = e.event_id AND s.valid_until = 'infinity')`;
  await tx.$executeRaw`
    UPDATE feed_listings l SET valid_until = ${since}::timestamptz
    FROM feed_events e
    WHERE e.event_id = ANY(${eventIds}::uuid[]) AND l.event_id = e.event_id AND l.valid_until = 'infinity'
      AND (e.state <> 'PUBLISHED' OR e.event_sequence <> l.event_sequence
        OR l.ended <> (e.ends_at <= ${now}::timestamptz))`;
  await tx.$executeRaw`
    INSERT INTO feed_listings
      (event_id, valid_from, valid_until, event_sequence, organizer_id, city, city_key, tags, online, starts_at,
       published_at, ended, title_key, text_key)
    SELECT
      event_id, ${since}::timestamptz, 'infinity', event_sequence, organizer_id, city, city_key, tags, online, starts_at,
      published_at, ends_at <= ${now}::timestamptz, title_key, text_key
    FROM feed_events e
    WHERE event_id = ANY(${eventIds}::uuid[]) AND state = 'PUBLISHED'
      AND NOT EXISTS (SELECT FROM feed_listings l WHERE l.event_id = e.event_id AND l.valid_until = 'infinity')`;
}
