import type { DatabaseName } from '../../databases.ts';

/** How large the large town is. */
export const size = { events: 100_000, people: 50_000, joins: 1_000_000, views: 1_000_000 };

/**
 * Makes the rows of one table for a range of events or people ($2 up to, but without, $3), as of a moment ($1). The functions are
 * those of town.sql.
 */
export type Statement = {
  database: DatabaseName;
  table: string;
  /** What the range counts, and how many rows there are for all of it. */
  of: 'events' | 'people';
  rows: number;
  sql: string;
};

const eachEvent = '(SELECT $1::timestamptz AS now) AS moment, generate_series($2::int, $3::int - 1) AS n';
const eachPerson = '(SELECT $1::timestamptz AS now) AS moment, generate_series($2::int, $3::int - 1) AS p';
const eachJoin = `${eachEvent}, generate_series(0, pg_temp.joins_of(n) - 1) AS i`;
const joinedBy = `pg_temp.joined_by(n, i, ${size.people})`;
const times = `pg_temp.starts_at(now, n), pg_temp.starts_at(now, n) + interval '3 hours'`;
/** The fact of opening is an event's first; then each join is one. */
const sequence = 'pg_temp.joins_of(n) + 1';

const ofEvents = { of: 'events', rows: size.events } as const;
const ofPeople = { of: 'people', rows: size.people } as const;
const ofJoins = { of: 'events', rows: size.joins } as const;

/** Everything, as each owner would have it and each of the others would have heard of it. */
export const statements: Statement[] = [
  {
    ...ofPeople,
    database: 'auth',
    table: 'people',
    sql: `INSERT INTO people (id, email, verified_email, email_verified_at, display_name, password_hash, interests, home_city)
      SELECT pg_temp.person_id(p), email, email, now, 'Person ' || p, '!',
        ARRAY[pg_temp.theme_of(p, 0), pg_temp.theme_of(p, 1)], pg_temp.city_of(p)
      FROM ${eachPerson}, LATERAL (SELECT 'person-' || p || '@town.cityevents.test' AS email) AS address`,
  },
  {
    ...ofEvents,
    database: 'events',
    table: 'events',
    sql: `INSERT INTO events (id, organizer_id, external_id, title, description, starts_at, ends_at, timezone, city, online, tags,
        state, capacity, sequence, published_at)
      SELECT pg_temp.event_id(n), pg_temp.person_id(n % 1000), 'town-' || n, pg_temp.title_of(n), '', ${times}, 'UTC',
        pg_temp.city_of(n), pg_temp.city_of(n) IS NULL, pg_temp.tags_of(n), 'PUBLISHED', pg_temp.capacity_of(n), 1,
        pg_temp.published_at(now, n)
      FROM ${eachEvent}`,
  },
  {
    ...ofEvents,
    database: 'joins',
    table: 'event_capacity',
    sql: `INSERT INTO event_capacity (event_id, organizer_id, capacity, taken, sequence, starts_at, ends_at, event_sequence)
      SELECT pg_temp.event_id(n), pg_temp.person_id(n % 1000), pg_temp.capacity_of(n), pg_temp.joins_of(n), ${sequence},
        ${times}, 1
      FROM ${eachEvent}`,
  },
  {
    ...ofJoins,
    database: 'joins',
    table: 'joins',
    sql: `INSERT INTO joins (id, event_id, user_id, status, line_number, created_at, updated_at)
      SELECT pg_temp.id('join ' || i, n), pg_temp.event_id(n), ${joinedBy}, 'CONFIRMED', i + 2, at, at
      FROM ${eachJoin}, LATERAL (SELECT pg_temp.joined_at(now, n, i) AS at) AS joined`,
  },
  {
    ...ofPeople,
    database: 'joins',
    table: 'people',
    sql: `INSERT INTO people (user_id, display_name, name_key, sequence)
      SELECT pg_temp.person_id(p), 'Person ' || p, ' person ' || p, 1 FROM ${eachPerson}`,
  },
  {
    ...ofPeople,
    database: 'feed',
    table: 'feed_people',
    sql: `INSERT INTO feed_people (user_id, interests, home_city, sequence)
      SELECT pg_temp.person_id(p), ARRAY[pg_temp.theme_of(p, 0), pg_temp.theme_of(p, 1)], pg_temp.city_of(p), 1
      FROM ${eachPerson}`,
  },
  {
    ...ofEvents,
    database: 'feed',
    table: 'feed_seats',
    sql: `INSERT INTO feed_seats (event_id, capacity, taken, waitlisted, join_sequence)
      SELECT pg_temp.event_id(n), pg_temp.capacity_of(n), pg_temp.joins_of(n), 0, ${sequence} FROM ${eachEvent}`,
  },
  {
    ...ofJoins,
    database: 'feed',
    table: 'feed_joins',
    sql: `INSERT INTO feed_joins (event_id, user_id, status, joined_at, sequence)
      SELECT pg_temp.event_id(n), ${joinedBy}, 'CONFIRMED', pg_temp.joined_at(now, n, i), i + 2 FROM ${eachJoin}`,
  },
  {
    of: 'events',
    rows: size.views,
    database: 'feed',
    table: 'feed_views',
    sql: `INSERT INTO feed_views (event_id, viewer, viewed_at, hour)
      SELECT pg_temp.event_id(n), pg_temp.viewed_by(n, i, ${size.people})::text, at, date_trunc('hour', at, 'UTC')
      FROM ${eachJoin}, LATERAL (SELECT pg_temp.viewed_at(now, n, i) AS at) AS viewed`,
  },
  {
    // Last: what scores count must be there when an event is due.
    ...ofEvents,
    database: 'feed',
    table: 'feed_events',
    sql: `INSERT INTO feed_events (event_id, organizer_id, title, city, city_key, tags, online, title_key, text_key, state, starts_at,
        ends_at, published_at, event_sequence)
      SELECT pg_temp.event_id(n), pg_temp.person_id(n % 1000), title, city, lower(city), tags, city IS NULL, lower(title),
        lower(concat_ws(' ', title, translate(city, 'Łóźńöü', 'loznou'), array_to_string(tags, ' '))), 'PUBLISHED', ${times},
        pg_temp.published_at(now, n), 1
      FROM ${eachEvent}, LATERAL (
        SELECT pg_temp.title_of(n) AS title, pg_temp.city_of(n) AS city, pg_temp.tags_of(n) AS tags
      ) AS told`,
  },
  {
    ...ofPeople,
    database: 'notifications',
    table: 'recipients',
    sql: `INSERT INTO recipients (user_id, email, email_verified, display_name, sequence)
      SELECT pg_temp.person_id(p), 'person-' || p || '@town.cityevents.test', true, 'Person ' || p, 1 FROM ${eachPerson}`,
  },
  {
    ...ofEvents,
    database: 'notifications',
    table: 'mail_events',
    sql: `INSERT INTO mail_events (event_id, title, starts_at, ends_at, timezone, city, online, state, sequence)
      SELECT pg_temp.event_id(n), pg_temp.title_of(n), ${times}, 'UTC', pg_temp.city_of(n), pg_temp.city_of(n) IS NULL,
        'PUBLISHED', 1
      FROM ${eachEvent}`,
  },
  {
    ...ofJoins,
    database: 'notifications',
    table: 'attendances',
    sql: `INSERT INTO attendances (event_id, user_id, standing, sequence)
      SELECT pg_temp.event_id(n), ${joinedBy}, 'CONFIRMED', i + 2 FROM ${eachJoin}`,
  },
  {
    ...ofJoins,
    database: 'notifications',
    table: 'deliveries',
    sql: `INSERT INTO deliveries (id, kind, user_id, event_id, sequence, details, state, attempts, created_at, sent_at)
      SELECT pg_temp.id('mail ' || i, n), 'confirmed', ${joinedBy}, pg_temp.event_id(n), i + 2, '{}', 'SENT', 1, at, at
      FROM ${eachJoin}, LATERAL (SELECT pg_temp.joined_at(now, n, i) AS at) AS joined`,
  },
];
