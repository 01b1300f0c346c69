import type { DatabaseName } from '@cityevents/prisma/databases';
import { agrees, type Rule } from '../rule.ts';

const epoch = (column: string) => `extract(epoch FROM ${column})::numeric(15, 3)`;

/** Facts of published events, as the owner and as a copy say them: the same columns under the names each has. */
const eventsSay = (facts: string) => ({
  database: 'events' as DatabaseName,
  sql: `SELECT 'event ' || id AS key, ${facts} AS facts FROM events WHERE published_at IS NOT NULL`,
});
/** What mails say of an event; both databases call it the same. */
const mailedFacts = `concat_ws(' ', to_json(title), to_json(city), timezone, ${epoch('starts_at')}, ${epoch('ends_at')})`;
/** How an event stands to others than its organizer. */
const shownState = `CASE WHEN state = 'PUBLISHED' AND hidden_at IS NOT NULL THEN 'HIDDEN' ELSE state::text END`;
const copySays = (database: DatabaseName, table: string, facts: string) => ({
  database,
  sql: `SELECT 'event ' || event_id AS key, ${facts} AS facts FROM ${table}`,
});

const joinsDigest = (joinedAt: string) =>
  `count(*) || ' joins, digest ' || left(md5(string_agg(concat_ws(' ', user_id, status, ${epoch(joinedAt)}), ',' ORDER BY user_id, status)), 8)`;

/** What others know, once the messages have arrived, is what its owner says. */
export const agreementRules: Rule[] = [
  agrees('events in joins', 'Every published event can be joined, as it stands in events.', {
    owner: eventsSay(
      `concat_ws(' ', sequence, ${shownState}, organizer_id, ${epoch('starts_at')}, ${epoch('ends_at')}, ${epoch('joins_open_at')}, ${epoch('joins_close_at')})`,
    ),
    copy: copySays(
      'joins',
      'event_capacity',
      `concat_ws(' ', event_sequence, state, organizer_id, ${epoch('starts_at')}, ${epoch('ends_at')}, ${epoch('joins_open_at')}, ${epoch('joins_close_at')})`,
    ),
  }),
  agrees('staff in joins', 'Who works at a published event may do there what they may by events.', {
    owner: {
      database: 'events',
      sql: `SELECT concat_ws(' ', 'event', event_id, 'person', user_id) AS key, s.role::text AS facts
            FROM event_staff AS s JOIN events AS e ON e.id = event_id
            WHERE user_id IS NOT NULL AND e.published_at IS NOT NULL`,
    },
    copy: {
      database: 'joins',
      sql: `SELECT concat_ws(' ', 'event', event_id, 'person', user_id) AS key, role::text AS facts FROM event_staff`,
    },
  }),
  agrees('people in joins', 'Attendees are found by the names they have.', {
    owner: {
      database: 'auth',
      sql: `SELECT 'person ' || id AS key, display_name AS facts FROM people WHERE deleted_at IS NULL`,
    },
    copy: {
      database: 'joins',
      sql: `SELECT 'person ' || user_id AS key, display_name AS facts FROM people WHERE display_name <> ''`,
    },
  }),
  agrees('events in feed', 'The feed knows every published event, as it stands in events.', {
    owner: eventsSay(
      `concat_ws(' ', sequence, ${shownState}, to_json(title), to_json(city), to_json(country), to_json(venue), array_to_json(tags), online, ${epoch('starts_at')}, ${epoch('ends_at')})`,
    ),
    copy: copySays(
      'feed',
      'feed_events',
      `concat_ws(' ', event_sequence, state, to_json(title), to_json(city), to_json(country), to_json(venue), array_to_json(tags), online, ${epoch('starts_at')}, ${epoch('ends_at')})`,
    ),
  }),
  agrees('people in feed', 'The feed knows what people like and where they live.', {
    owner: {
      database: 'auth',
      sql: `SELECT 'person ' || id AS key, concat_ws(' ', array_to_json(interests), to_json(home_city)) AS facts
            FROM people WHERE deleted_at IS NULL`,
    },
    copy: {
      database: 'feed',
      sql: `SELECT 'person ' || user_id AS key, concat_ws(' ', array_to_json(interests), to_json(home_city)) AS facts
            FROM feed_people`,
    },
  }),
  agrees(
    'events in mail',
    'The mail worker knows every published event, as it stands in events, or stood before it was hidden.',
    {
      owner: eventsSay(
        `concat_ws(' ', sequence, state, hidden_at IS NOT NULL, CASE WHEN hidden_at IS NULL THEN ${mailedFacts} END)`,
      ),
      copy: copySays(
        'notifications',
        'mail_events',
        `concat_ws(' ', sequence, state, hidden, CASE WHEN NOT hidden THEN ${mailedFacts} END)`,
      ),
    },
  ),
  agrees('people in mail', 'The mail worker’s address book is auth’s.', {
    owner: {
      database: 'auth',
      // Not the sequence: mails about the account are facts of the person's too, and change nothing here.
      sql: `SELECT 'person ' || id AS key,
              concat_ws(' ', email, verified_email IS NOT NULL, to_json(display_name), array_to_json(muted_mails)) AS facts
            FROM people WHERE deleted_at IS NULL`,
    },
    copy: {
      database: 'notifications',
      sql: `SELECT 'person ' || user_id AS key,
              concat_ws(' ', email, email_verified, to_json(display_name), array_to_json(muted_mails)) AS facts
            FROM recipients WHERE email <> ''`,
    },
  }),
  agrees('standing in mail', 'Whoever is to hear news of an event has a seat there, or waits for one.', {
    owner: {
      database: 'notifications',
      sql: `SELECT concat_ws(' ', 'event', event_id, 'person', user_id) AS key, standing::text AS facts
            FROM attendances WHERE standing <> 'GONE'`,
    },
    copy: {
      database: 'joins',
      sql: `SELECT concat_ws(' ', 'event', event_id, 'person', user_id) AS key,
              CASE status WHEN 'WAITLISTED' THEN 'WAITLISTED' ELSE 'CONFIRMED' END AS facts
            FROM joins WHERE status <> 'CANCELLED'`,
    },
    // Joins of deleted people are nobody's.
    alsoBackwards: false,
  }),
  agrees('seats in feed', 'The feed knows how full each event is.', {
    owner: copySays('joins', 'event_capacity', `format('%s of %s taken, %s waiting', taken, capacity, waitlisted)`),
    copy: copySays('feed', 'feed_seats', `format('%s of %s taken, %s waiting', taken, capacity, waitlisted)`),
  }),
  agrees('joins in feed', 'The feed knows every join and how it stands.', {
    owner: {
      database: 'joins',
      sql: `SELECT 'event ' || event_id AS key, ${joinsDigest('created_at')} AS facts FROM joins GROUP BY event_id`,
    },
    copy: {
      database: 'feed',
      sql: `SELECT 'event ' || event_id AS key, ${joinsDigest('joined_at')} AS facts FROM feed_joins GROUP BY event_id`,
    },
  }),
];

/** Those of them that are about what the feed knows. */
export const feedAgreementRules = agreementRules.filter(({ name }) => name.endsWith(' in feed'));
