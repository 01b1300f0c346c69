import { agrees, always, type Rule } from '../rule.ts';

/** What the mail worker promises. */
export const mailRules: Rule[] = [
  agrees(
    'a mail for a join',
    'Whoever has a seat or waits for one has a mail that says so: sent, about to be, or not wanted. Long after the event it may be forgotten.',
    {
      owner: {
        database: 'joins',
        sql: `SELECT concat_ws(' ', 'event', event_id, 'person', user_id, CASE status WHEN 'WAITLISTED' THEN 'waits' ELSE 'has a seat' END)
              AS key, 'yes' AS facts
            FROM joins JOIN event_capacity USING (event_id)
            WHERE status <> 'CANCELLED' AND ends_at > now() - interval '90 days'`,
      },
      copy: {
        database: 'notifications',
        sql: `SELECT DISTINCT concat_ws(' ', 'event', event_id, 'person', user_id, CASE kind WHEN 'waitlisted' THEN 'waits' ELSE 'has a seat' END)
              AS key, 'yes' AS facts
            FROM deliveries WHERE kind IN ('waitlisted', 'confirmed', 'promoted')`,
      },
      // Mails stay when people move on or leave.
      alsoBackwards: false,
    },
  ),
  always(
    'notifications',
    'one mail a message',
    'No message was turned into two mails.',
    `SELECT format('message %s: %s mails', id, count(*)) AS violation FROM deliveries GROUP BY id HAVING count(*) > 1`,
  ),
  always(
    'notifications',
    'no mail failed',
    'No mail was given up on.',
    `SELECT format('%s to person %s about event %s: %s', kind, user_id, event_id, last_error) AS violation
     FROM deliveries WHERE state = 'FAILED'`,
  ),
];
