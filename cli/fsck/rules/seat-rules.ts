import { always, type Rule } from '../rule.ts';

const countJoins = `
  SELECT event_id,
    count(*) FILTER (WHERE status IN ('CONFIRMED', 'CHECKED_IN')) AS seated,
    count(*) FILTER (WHERE status = 'WAITLISTED') AS waiting,
    count(*) FILTER (WHERE status = 'CHECKED_IN') AS came,
    count(*) FILTER (WHERE status = 'CANCELLED') AS gone
  FROM joins GROUP BY event_id`;

/** What the joins subgraph promises about seats and lines. */
export const seatRules: Rule[] = [
  always(
    'joins',
    'seats counted',
    'An event’s taken seats are its confirmed and checked-in joins.',
    `SELECT format('event %s: %s seats taken, %s joins with a seat', event_id, taken, coalesce(seated, 0)) AS violation
     FROM event_capacity LEFT JOIN (${countJoins}) AS counted USING (event_id)
     WHERE taken <> coalesce(seated, 0)`,
  ),
  always(
    'joins',
    'no overbooking',
    'No event has more seats taken than its capacity.',
    `SELECT format('event %s: %s seats taken of %s', event_id, taken, capacity) AS violation
     FROM event_capacity WHERE taken > capacity`,
  ),
  always(
    'joins',
    'line counted',
    'The length of an event’s line is its waitlisted joins.',
    `SELECT format('event %s: %s in line, %s waitlisted joins', event_id, waitlisted, coalesce(waiting, 0)) AS violation
     FROM event_capacity LEFT JOIN (${countJoins}) AS counted USING (event_id)
     WHERE waitlisted <> coalesce(waiting, 0)`,
  ),
  always(
    'joins',
    'line counted in blocks',
    'Each block of a line counts the waitlisted joins whose numbers it spans, so that places in line are right.',
    `SELECT format('event %s: block %s counts %s in line, %s waitlisted joins', event_id, block, coalesce(waiting, 0),
       coalesce(counted, 0)) AS violation
     FROM waitlist_blocks FULL JOIN (
       SELECT event_id, line_number / 512 AS block, count(*) AS counted
       FROM joins WHERE status = 'WAITLISTED' GROUP BY 1, 2
     ) AS lines USING (event_id, block)
     WHERE coalesce(waiting, 0) <> coalesce(counted, 0)`,
  ),
  always(
    'joins',
    'who came and who left counted',
    'An event counts its checked-in and its cancelled joins.',
    `SELECT format('event %s: %s came and %s left, of its joins %s and %s', event_id, checked_in, cancelled, coalesce(came, 0),
       coalesce(gone, 0)) AS violation
     FROM event_capacity LEFT JOIN (${countJoins}) AS counted USING (event_id)
     WHERE checked_in <> coalesce(came, 0) OR cancelled <> coalesce(gone, 0)`,
  ),
  always(
    'joins',
    'check-ins on record',
    'Of who is checked in it is known when, and of nobody else; who let them in is known of nobody else, either.',
    `SELECT format('event %s: person %s is %s, and came at %s, let in by %s', event_id, user_id, status,
       coalesce(checked_in_at::text, 'no time'), coalesce(checked_in_by::text, 'nobody')) AS violation
     FROM joins
     WHERE (status = 'CHECKED_IN') <> (checked_in_at IS NOT NULL) OR (checked_in_by IS NOT NULL AND status <> 'CHECKED_IN')`,
  ),
  always(
    'joins',
    'no idle seat',
    'Nobody waits while a seat is free, until the event is cancelled or over.',
    `SELECT format('event %s: %s waiting, %s of %s seats taken', event_id, waitlisted, taken, coalesce(capacity::text, 'unlimited'))
       AS violation
     FROM event_capacity
     WHERE state <> 'CANCELLED' AND ends_at > now() AND waitlisted > 0 AND (capacity IS NULL OR taken < capacity)`,
  ),
  always(
    'joins',
    'one join a person',
    'A person has one join at an event.',
    `SELECT format('event %s: person %s has %s joins', event_id, user_id, count(*)) AS violation
     FROM joins GROUP BY event_id, user_id HAVING count(*) > 1`,
  ),
  always(
    'joins',
    'one place a number',
    'No two joins of an event arrived as the same number.',
    `SELECT format('event %s: line number %s is given %s times', event_id, line_number, count(*)) AS violation
     FROM joins GROUP BY event_id, line_number HAVING count(*) > 1`,
  ),
  always(
    'joins',
    'numbers from the sequence',
    'A join’s line number was taken from its event’s sequence.',
    `SELECT format('event %s: person %s has line number %s, the sequence is at %s', event_id, user_id, line_number, sequence)
       AS violation
     FROM joins JOIN event_capacity USING (event_id) WHERE line_number NOT BETWEEN 1 AND sequence`,
  ),
  always(
    'joins',
    'joins have an event',
    'Every join belongs to an event whose capacity is known.',
    `SELECT format('event %s: %s joins, and no capacity', event_id, count(*)) AS violation
     FROM joins LEFT JOIN event_capacity USING (event_id)
     WHERE event_capacity.event_id IS NULL GROUP BY event_id`,
  ),
];
