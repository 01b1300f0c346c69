import type { DatabaseName } from '@cityevents/prisma/databases';
import type { Rule } from '../rule.ts';

/** What may still be there of people who have deleted their account, `$1`: a row with a text `violation` each. */
const remains: [DatabaseName, string][] = [
  [
    'auth',
    `SELECT format('person %s: address, name or password', id) AS violation FROM people
     WHERE id = ANY ($1) AND (email <> '' OR verified_email IS NOT NULL OR display_name <> 'Deleted account'
       OR password_hash <> '' OR interests <> '{}' OR home_city IS NOT NULL OR timezone IS NOT NULL)
     UNION ALL
     SELECT format('person %s: a session that has not ended', person_id) FROM sessions
     WHERE person_id = ANY ($1) AND ended_at IS NULL
     UNION ALL
     SELECT format('person %s: an API key', person_id) FROM api_keys WHERE person_id = ANY ($1)
     UNION ALL
     SELECT format('person %s: a security event', person_id) FROM security_events WHERE person_id = ANY ($1)
     UNION ALL
     SELECT format('person %s: a mailed link', person_id) FROM email_tokens WHERE person_id = ANY ($1)`,
  ],
  [
    'events',
    `SELECT format('person %s: event %s is %s', organizer_id, id, state) AS violation FROM events
     WHERE organizer_id = ANY ($1) AND (published_at IS NULL OR (state = 'PUBLISHED' AND ends_at > now()))
     UNION ALL
     SELECT format('person %s: on the staff of event %s', user_id, event_id) FROM event_staff WHERE user_id = ANY ($1)
     UNION ALL
     SELECT format('person %s: an invitation to event %s', invited_by, event_id) FROM event_staff
     WHERE invited_by = ANY ($1) AND email IS NOT NULL
     UNION ALL
     SELECT format('person %s: in the log of event %s', coalesce(actor_id, subject_id), event_id) FROM audit_entries
     WHERE actor_id = ANY ($1) OR subject_id = ANY ($1)
     UNION ALL
     SELECT format('person %s: whether their address is verified', user_id) FROM people
     WHERE user_id = ANY ($1) AND email_verified IS NOT NULL`,
  ],
  [
    'joins',
    `SELECT format('person %s: a join of event %s', user_id, event_id) AS violation FROM joins WHERE user_id = ANY ($1)
     UNION ALL
     SELECT DISTINCT format('person %s: let people in at event %s', checked_in_by, event_id) FROM joins
     WHERE checked_in_by = ANY ($1)
     UNION ALL
     SELECT format('person %s: on the staff of event %s', user_id, event_id) FROM event_staff WHERE user_id = ANY ($1)
     UNION ALL
     SELECT format('person %s: a name', user_id) FROM people
     WHERE user_id = ANY ($1) AND (display_name <> '' OR name_key <> ' ')`,
  ],
  [
    'feed',
    `SELECT format('person %s: a join of event %s', user_id, event_id) AS violation FROM feed_joins WHERE user_id = ANY ($1)
     UNION ALL
     SELECT DISTINCT format('person %s: a view of event %s', viewer, event_id) FROM feed_views WHERE viewer = ANY ($1::text[])
     UNION ALL
     SELECT format('person %s: interests and home city', user_id) FROM feed_people WHERE user_id = ANY ($1)
     UNION ALL
     SELECT format('person %s: what their feed was ranked by', user_id) FROM feed_readers WHERE user_id = ANY ($1)`,
  ],
  [
    'notifications',
    `SELECT format('person %s: an address', user_id) AS violation FROM recipients
     WHERE user_id = ANY ($1) AND (email <> '' OR display_name <> '')
     UNION ALL
     SELECT format('person %s: a mail about event %s', user_id, event_id) FROM deliveries
     WHERE user_id = ANY ($1) AND event_id IS NOT NULL`,
  ],
];

/** What people are promised who delete their account. */
export const privacyRules: Rule[] = [
  {
    name: 'deleted accounts are gone',
    meaning: 'Of who has deleted their account nothing is left but an id.',
    holds: 'settled',
    findViolations: async (databases) => {
      const { rows } = await databases.auth.query<{ id: string }>('SELECT id FROM people WHERE deleted_at IS NOT NULL');
      const deleted = rows.map(({ id }) => id);
      if (deleted.length === 0) return [];
      const found = await Promise.all(
        remains.map(async ([database, sql]) => {
          const { rows } = await databases[database].query<{ violation: string }>(sql, [deleted]);
          return rows.map(({ violation }) => `${database}: ${violation}`);
        }),
      );
      return found.flat();
    },
  },
];
