import { always, type Rule } from '../rule.ts';

/** What readers of the feed see is what the feed knows. Events that are due, or will be within five seconds, are about to change. */
export const feedRules: Rule[] = [
  always(
    'feed',
    'one version at a time',
    'At no moment does the feed show two versions of an event.',
    `SELECT format('event %s: two %s valid from %s', event_id, kind, next_from) AS violation
     FROM (
       SELECT 'scores' AS kind, event_id, valid_until, lead(valid_from) OVER (PARTITION BY event_id ORDER BY valid_from) AS next_from
       FROM feed_scores
       UNION ALL
       SELECT 'listings', event_id, valid_until, lead(valid_from) OVER (PARTITION BY event_id ORDER BY valid_from)
       FROM feed_listings
     ) AS versions
     WHERE next_from < valid_until`,
  ),
  always(
    'feed',
    'the feed is up to date',
    'Each published event is listed as it was told last, with the score counted last unless it is over; no other event is.',
    `SELECT format('event %s: %s', coalesce(e.event_id, l.event_id, s.event_id), concat_ws(', ',
       CASE WHEN l.event_sequence IS DISTINCT FROM CASE WHEN e.state = 'PUBLISHED' THEN e.event_sequence END
         THEN format('listed as of fact %s, told %s', coalesce(l.event_sequence::text, 'none'), coalesce(e.event_sequence::text, 'none')) END,
       CASE WHEN s.trend_score IS DISTINCT FROM CASE WHEN e.state = 'PUBLISHED' AND NOT l.ended THEN e.trend_score END
         THEN format('shown with score %s, counted %s', coalesce(s.trend_score::text, 'none'), coalesce(e.trend_score::text, 'none')) END)) AS violation
     FROM (SELECT * FROM feed_events) e
     FULL JOIN (SELECT * FROM feed_listings WHERE valid_until = 'infinity') l ON l.event_id = e.event_id
     FULL JOIN (SELECT * FROM feed_scores WHERE valid_until = 'infinity') s ON s.event_id = coalesce(e.event_id, l.event_id)
     WHERE (e.due_at IS NULL OR e.due_at > now() + interval '5 seconds') AND (
       l.event_sequence IS DISTINCT FROM CASE WHEN e.state = 'PUBLISHED' THEN e.event_sequence END
       OR s.event_id IS NULL AND e.state = 'PUBLISHED' AND NOT l.ended
       OR s.event_id IS NOT NULL AND (e.state <> 'PUBLISHED' OR l.ended OR abs(s.trend_score - e.trend_score) > 1e-9))`,
  ),
];
